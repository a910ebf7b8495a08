import {
  useEntity,
  MissingAnnotationEmptyState,
} from '@backstage/plugin-catalog-react';
import {
  ANNOTATION_NODE,
  declaresNode,
  ethereumNodeReadPermission,
  isEthereumNodeEntity,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { Flex } from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import { useEntityNodes } from '../../hooks/useEntityNodes';
import { useMessages } from '../../hooks/useMessages';
import readable from '../shared/readable.module.css';
import { Failure } from '../shared/Failure';
import { DeployInstructions } from './DeployInstructions';
import { NodeHealth } from './NodeHealth';
import { NodeHealthSkeleton } from './NodeHealthSkeleton';
import { NodeSwitcher } from './NodeSwitcher';
import { RefusedNodeAlert } from './RefusedNodeAlert';

/** The "Node health" tab: nodes of one entity. @public */
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
    return <DeployInstructions entity={entity} />;
  }
  return (
    <Flex direction="column" gap="4" className={readable.text}>
      {declaresNode(entity) && <RefusedNodeAlert entity={entity} />}
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
