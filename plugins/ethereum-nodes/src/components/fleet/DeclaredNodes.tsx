import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { useMessageRenderer } from '../../hooks/useMessageRenderer';
import { useDeclaredEntities } from '../../hooks/useDeclaredEntities';
import { Panel } from '../shared/Panel';
import styles from './DeclaredNodes.module.css';
import { OwnerLink } from './OwnerLink';

/** Entities in the catalog that no source reports a node for. They have no state and are not in the totals. */
export function DeclaredNodes() {
  const { t } = useMessages();
  const renderer = useMessageRenderer();
  const formats = useFormats();
  const query = useDeclaredEntities();
  if (query.status !== 'ready' || query.value.items.length === 0) return null;
  const { items, more } = query.value;
  const count = items.length;
  return (
    <Panel
      title={
        more
          ? t('fleet.declaredMore', { number: formats.count(count) })
          : t('fleet.declared', { count })
      }
    >
      <Text as="p" variant="body-small" color="secondary">
        {t('fleet.declaredText')}
      </Text>
      <ul className={styles.entities}>
        {items.map(({ entityRef, title, ownerRef, problem, problemCoded }) => (
          <li key={entityRef}>
            <EntityRefLink entityRef={entityRef} hideIcon title={title} />
            {ownerRef && (
              <Text variant="body-small" color="secondary">
                {' · '}
                <OwnerLink ownerRef={ownerRef} />
              </Text>
            )}
            {problem && (
              <Text as="p" variant="body-small" color="secondary">
                {renderer.render(problem, problemCoded)}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
