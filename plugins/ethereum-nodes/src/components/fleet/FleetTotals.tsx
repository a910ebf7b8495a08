import { useRouteRef } from '@backstage/core-plugin-api';
import { Alert, Flex, Link, Skeleton, Text } from '@backstage/ui';
import { ethereumFleetReadPermission } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { FleetSummary } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { isForbidden } from '../../errors/isForbidden';
import { reasonOf } from '../../errors/reasonOf';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import type { UpdateMode } from '../../hooks/useNodeUpdates';
import type { Query } from '../../hooks/useQuery';
import { insightsRouteRef } from '../../routes';
import { UpdateBadge } from '../shared/UpdateBadge';
import { StateCounts } from './StateCounts';
import styles from './FleetTotals.module.css';

/** Number of ready nodes, and of nodes in each state. */
export function FleetTotals(props: {
  summary: Query<FleetSummary>;
  mode: UpdateMode;
  intervalMs: number;
}) {
  const { summary, mode, intervalMs } = props;
  const { t } = useMessages();
  const formats = useFormats();
  const insights = useRouteRef(insightsRouteRef);
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
              ready: formats.count(summary.value.ready),
              total: formats.count(summary.value.total),
            })}
          </Text>
        ) : (
          <Skeleton width={180} height={28} />
        )}
        <Link href={insights()}>{t('insights.title')}</Link>
        <UpdateBadge mode={mode} intervalMs={intervalMs} />
      </div>
      {summary.status === 'failed' && <TotalsFailure error={summary.error} />}
      {summary.status === 'loading' && <Skeleton height={36} />}
      {summary.status === 'ready' && (
        <StateCounts byState={summary.value.byState} />
      )}
    </Flex>
  );
}

/** The table has its own permission, so the totals can fail alone. */
function TotalsFailure(props: { error: Error }) {
  const { error } = props;
  const { t } = useMessages();
  const description = isForbidden(error)
    ? t('denied.text', { permission: ethereumFleetReadPermission.name })
    : undefined;
  return (
    <Alert
      status="warning"
      icon
      title={t('fleet.summaryFailed', { reason: reasonOf(error) })}
      description={description}
    />
  );
}
