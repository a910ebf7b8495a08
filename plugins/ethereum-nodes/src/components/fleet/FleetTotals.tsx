import { Alert, Flex, Skeleton, Text } from '@backstage/ui';
import type { FleetSummary } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { formatCount } from '../../format/quantity';
import { useMessages } from '../../hooks/useMessages';
import type { UpdateMode } from '../../hooks/useNodeUpdates';
import type { Query } from '../../hooks/useQuery';
import { UpdateBadge } from '../shared/UpdateBadge';
import { StateCounts } from './StateCounts';
import styles from './FleetTotals.module.css';

/** How many nodes are ready, and how many are in each state. */
export function FleetTotals(props: {
  summary: Query<FleetSummary>;
  mode: UpdateMode;
  intervalMs: number;
}) {
  const { summary, mode, intervalMs } = props;
  const { t } = useMessages();
  return (
    <Flex direction="column" gap="3">
      <div className={styles.line}>
        {summary.status === 'ready' ? (
          <Text
            as="h2"
            variant="title-small"
            weight="bold"
            className={styles.ready}
          >
            {t('fleet.ready', {
              ready: formatCount(summary.value.ready),
              total: formatCount(summary.value.total),
            })}
          </Text>
        ) : (
          <Skeleton width={180} height={28} />
        )}
        <UpdateBadge mode={mode} intervalMs={intervalMs} />
      </div>
      {summary.status === 'failed' && (
        <Alert
          status="warning"
          icon
          title={t('fleet.summaryFailed', { reason: summary.error.message })}
        />
      )}
      {summary.status === 'loading' && <Skeleton height={36} />}
      {summary.status === 'ready' && (
        <StateCounts byState={summary.value.byState} />
      )}
    </Flex>
  );
}
