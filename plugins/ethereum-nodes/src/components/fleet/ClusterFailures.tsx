import { Alert } from '@backstage/ui';
import type {
  ClusterStatus,
  FleetSummary,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../../hooks/useMessages';
import { useSaid } from '../../hooks/useSaid';
import type { Query } from '../../hooks/useQuery';
import { RelativeTime } from '../shared/RelativeTime';
import styles from './ClusterFailures.module.css';

/** Names the clusters that could not be read, while the page shows the rest. */
export function ClusterFailures(props: { summary: Query<FleetSummary> }) {
  const { summary } = props;
  const { t } = useMessages();
  const said = useSaid();
  const failed =
    summary.status === 'ready'
      ? summary.value.clusters.filter(({ status }) => status !== 'ok')
      : [];
  if (failed.length === 0) {
    return null;
  }
  return (
    <Alert
      status="warning"
      icon
      title={t('fleet.clusterFailed', { count: failed.length })}
      description={
        <ul className={styles.clusters}>
          {failed.map(cluster => (
            <li key={cluster.name}>
              <strong>{cluster.name}</strong>:{' '}
              {cluster.error === undefined
                ? t(`fleet.clusterStatus.${cluster.status}`)
                : said.one(cluster.error, cluster.errorCoded)}{' '}
              (<LastRead cluster={cluster} />)
            </li>
          ))}
        </ul>
      }
    />
  );
}

function LastRead(props: { cluster: ClusterStatus }) {
  const { lastSuccess } = props.cluster;
  const { t } = useMessages();
  return lastSuccess ? (
    <>{t('fleet.clusterLast', { time: <RelativeTime time={lastSuccess} /> })}</>
  ) : (
    <>{t('fleet.clusterNever')}</>
  );
}
