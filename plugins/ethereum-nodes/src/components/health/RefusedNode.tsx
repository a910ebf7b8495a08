import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { Alert } from '@backstage/ui';
import { useDeclared } from '../../hooks/useDeclared';
import { useMessages } from '../../hooks/useMessages';

/** Why the node that an entity declares by its URL is refused, above the nodes that it has all the same. */
export function RefusedNode(props: { entity: Entity }) {
  const { t } = useMessages();
  const declared = useDeclared(stringifyEntityRef(props.entity));
  const problem =
    declared.status === 'ready' ? declared.value.items[0]?.problem : undefined;
  return problem === undefined ? null : (
    <Alert
      status="warning"
      icon
      title={t('deploy.refused')}
      description={problem}
    />
  );
}
