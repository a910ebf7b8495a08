import { Link, useSidebarOpenState } from '@backstage/core-components';
import { LogoMark } from './LogoMark';
import styles from './SidebarLogo.module.css';

/** Logo, with the name while the sidebar is open. */
export function SidebarLogo() {
  const { isOpen } = useSidebarOpenState();
  return (
    <Link to="/" underline="none" aria-label="Nodeyard, home">
      <span className={styles.inks}>
        <LogoMark />
        {isOpen && <span className={styles.name}>Nodeyard</span>}
      </span>
    </Link>
  );
}
