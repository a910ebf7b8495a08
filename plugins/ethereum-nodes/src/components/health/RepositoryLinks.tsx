import { Link } from '@backstage/ui';
import { useTemplates } from '../../hooks/useTemplates';
import { useMessages } from '../../hooks/useMessages';
import styles from './NextSteps.module.css';

const names = ['change-ethereum-node', 'update-ethereum-blueprint'] as const;

const words = {
  'change-ethereum-node': 'next.repository.change',
  'update-ethereum-blueprint': 'next.repository.update',
} as const;

/** Links to the templates that change the repository of an entity, with the entity filled in. */
export function RepositoryLinks(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useMessages();
  const { query } = useTemplates(names);
  if (query.status !== 'ready') return null;
  const formData = new URLSearchParams({
    formData: JSON.stringify({ entity: entityRef }),
  });
  const present = names.flatMap(name => {
    const path = query.value.get(name);
    return path === undefined ? [] : [{ name, href: `${path}?${formData}` }];
  });
  if (present.length === 0) return null;
  return (
    <nav aria-label={t('next.repository.title')}>
      <ul className={styles.links}>
        {present.map(({ name, href }) => (
          <li key={name}>
            <Link href={href}>{t(words[name])}</Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
