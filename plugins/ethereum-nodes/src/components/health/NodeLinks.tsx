import { Link } from '@backstage/ui';
import type { EthereumNodeDetail } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { RiExternalLinkLine } from '@remixicon/react';
import { useMessages } from '../../hooks/useMessages';
import styles from './NextSteps.module.css';

const names = ['runbook', 'dashboard', 'logs', 'alerts', 'silence'] as const;

/** Links that the backend is configured with. */
export function NodeLinks(props: { node: EthereumNodeDetail }) {
  const { links } = props.node;
  const { t } = useMessages();
  const present = names.flatMap(name => {
    const href = links[name];
    return href === undefined ? [] : [{ name, href }];
  });
  if (present.length === 0) return null;
  return (
    <nav aria-label={t('next.links.title')}>
      <ul className={styles.links}>
        {present.map(({ name, href }) => (
          <li key={name}>
            <Link href={href} target="_blank" rel="noopener noreferrer">
              {t(`next.links.${name}`)}{' '}
              <RiExternalLinkLine size={14} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
