import {
  useEntity,
  MissingAnnotationEmptyState,
} from '@backstage/plugin-catalog-react';
import {
  ANNOTATION_NODE,
  ANNOTATION_ENTITY_REF,
  ethereumNodeReadPermission,
  isEthereumNodeEntity,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { Flex } from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import { useEntityNodes } from '../../hooks/useEntityNodes';
import { useMessages } from '../../hooks/useMessages';
import { CreateNodeLink } from '../shared/CreateNodeLink';
import { EmptyMessage } from '../shared/EmptyMessage';
import { Failure } from '../shared/Failure';
import { NodeHealth } from './NodeHealth';
import { NodeHealthSkeleton } from './NodeHealthSkeleton';
import { NodeSwitcher } from './NodeSwitcher';

/** The "Node health" tab: the truth about the nodes of one entity. @public */
export function NodeHealthContent(props: { historyHours?: number }) {
  const { entity } = useEntity();
  return isEthereumNodeEntity(entity) ? (
    <EntityNodes historyHours={props.historyHours ?? 24} />
  ) : (
    <MissingAnnotationEmptyState annotation={ANNOTATION_NODE} />
  );
}

function EntityNodes(props: { historyHours: number }) {
  const { entity } = useEntity();
  const { t } = useMessages();
  const { query, refresh } = useEntityNodes(entity);
  const [params] = useSearchParams();
  const permission = ethereumNodeReadPermission.name;

  if (query.status === 'loading') {
    return <NodeHealthSkeleton />;
  }
  if (query.status === 'failed') {
    return (
      <Failure
        title={t('error.list')}
        error={query.error}
        permission={permission}
        onRetry={refresh}
      />
    );
  }
  const nodes = query.value;
  const selected =
    nodes.find(({ id }) => id === params.get('node')) ?? nodes[0];
  if (!selected) {
    return (
      <EmptyMessage
        title={t('empty.entityTitle')}
        text={t('empty.entityText', {
          annotation: ANNOTATION_ENTITY_REF,
          permission,
        })}
        action={<CreateNodeLink variant="secondary" />}
      />
    );
  }
  return (
    <Flex direction="column" gap="4">
      {nodes.length > 1 && (
        <NodeSwitcher nodes={nodes} selectedId={selected.id} />
      )}
      <NodeHealth
        key={selected.id}
        id={selected.id}
        historyHours={props.historyHours}
        entity={entity}
      />
    </Flex>
  );
}
