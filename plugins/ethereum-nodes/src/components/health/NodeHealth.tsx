import type { Entity } from '@backstage/catalog-model';
import { ethereumNodeReadPermission } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../../hooks/useMessages';
import { useNodeDetail } from '../../hooks/useNodeDetail';
import { stateEntry } from '../../states/stateTable';
import { CallersPanel } from '../callers/CallersPanel';
import { HistoryPanel } from '../history/HistoryPanel';
import { Failure } from '../shared/Failure';
import { OutdatedAlert } from '../shared/OutdatedAlert';
import readable from '../shared/readable.module.css';
import { SnapshotsPanel } from '../snapshots/SnapshotsPanel';
import { TimelinePanel } from '../timeline/TimelinePanel';
import { FinalityWarning } from './FinalityWarning';
import { ForkPanel } from './ForkPanel';
import { Headline } from './Headline';
import { ConsensusPanel, ExecutionPanel } from './LayerPanels';
import { NextSteps } from './NextSteps';
import { NodeEntity } from './NodeEntity';
import { NodeHealthSkeleton } from './NodeHealthSkeleton';
import styles from './NodeHealth.module.css';

/** Page of one node. The next steps are directly below the headline, or last for a healthy node. */
export function NodeHealth(props: {
  id: string;
  historyHours: number;
  entity?: Entity;
}) {
  const { id, historyHours, entity } = props;
  const { t } = useMessages();
  const { query, refresh, mode, intervalMs } = useNodeDetail(id);

  if (query.status === 'loading') {
    return <NodeHealthSkeleton />;
  }
  if (query.status === 'failed') {
    const permission = ethereumNodeReadPermission.name;
    return (
      <Failure
        title={t('error.node', { id })}
        error={query.error}
        permission={permission}
        onRetry={refresh}
      />
    );
  }
  const node = query.value;
  const isHealthy = stateEntry(node.state).tone === 'good';
  const nextSteps = <NextSteps node={node} entity={entity} />;
  return (
    <div className={`${styles.stack} ${readable.text}`}>
      <OutdatedAlert query={query} />
      <Headline node={node} mode={mode} intervalMs={intervalMs} />
      <FinalityWarning node={node} />
      {entity === undefined && <NodeEntity node={node} />}
      {!isHealthy && nextSteps}
      <div className={styles.halves}>
        <ExecutionPanel node={node} />
        <ConsensusPanel node={node} />
      </div>
      <HistoryPanel node={node} hours={historyHours} />
      <TimelinePanel node={node} />
      <CallersPanel node={node} />
      <SnapshotsPanel node={node} />
      <ForkPanel node={node} />
      {isHealthy && nextSteps}
    </div>
  );
}
