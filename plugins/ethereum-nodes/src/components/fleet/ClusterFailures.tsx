import { Alert } from '@backstage/ui';
import type {
  ClusterStatus,
  FleetSummary,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMessages } from '../../hooks/useMessages';
import { useMessageRenderer } from '../../hooks/useMessageRenderer';
import type { Query } from '../../hooks/useQuery';
import { RelativeTime } from '../shared/RelativeTime';
import styles from './ClusterFailures.module.css';

/** Clusters that could not be read. The page shows the nodes of the others. */
export function ClusterFailures(props: { summary: Query<FleetSummary> }) {
  const { summary } = props;
  const { t } = useMessages();
  const renderer = useMessageRenderer();
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
                : renderer.render(cluster.error, cluster.errorCoded)}{' '}
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
