import { Text } from '@backstage/ui';
import type {
  EthereumNodesApi,
  FleetSnapshots,
  RequestOptions,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { SnapshotAge } from '../fleet/SnapshotAge';
import { InsightPanel } from './InsightPanel';
import { NodeLinks } from './NodeLinks';

const load = (api: EthereumNodesApi, options: RequestOptions) =>
  api.getFleetSnapshots(options);

/** Nodes by the age of the snapshot that they can be restored from; those without one first. */
export function RestorePanel() {
  const { t } = useMessages();
  const formats = useFormats();
  return (
    <InsightPanel
      title={t('insights.restore.title')}
      hint={t('insights.restore.hint')}
      load={load}
    >
      {({ byStatus, withoutStore, nodes }) => (
        <>
          <NodeLinks nodes={nodes} total={totalOf(byStatus)}>
            {({ snapshots }) => <SnapshotAge snapshots={snapshots} />}
          </NodeLinks>
          {withoutStore > 0 && (
            <Text as="p" variant="body-small" color="secondary">
              {t('insights.restore.withoutStore', {
                number: formats.count(withoutStore),
              })}
            </Text>
          )}
        </>
      )}
    </InsightPanel>
  );
}

function totalOf(byStatus: FleetSnapshots['byStatus']): number {
  return Object.values(byStatus).reduce((sum, count) => sum + count, 0);
}
