import type { Entity } from '@backstage/catalog-model';
import { Alert } from '@backstage/ui';
import { useEntityProblem } from '../../hooks/useEntityProblem';
import { useMessages } from '../../hooks/useMessages';

/** Why the node that an entity declares by URL is refused. Shown above the other nodes of the entity. */
export function RefusedNodeAlert(props: { entity: Entity }) {
  const { t } = useMessages();
  const problem = useEntityProblem(props.entity);
  return problem === undefined ? null : (
    <Alert
      status="warning"
      icon
      title={t('deploy.refused')}
      description={problem}
    />
  );
}
