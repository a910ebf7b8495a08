import { Alert, Flex, Skeleton, Text } from '@backstage/ui';
import {
  isSnapshotStale,
  snapshotFreshness,
  snapshotStaleSeconds,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  EthereumNode,
  NodeSnapshots,
  SnapshotStoreStatus,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { isExecutionClientName } from '@nodeyard/ethereum';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { useNodeSnapshots } from '../../hooks/useNodeSnapshots';
import { useNow } from '../../hooks/useNow';
import { Panel } from '../shared/Panel';
import { SnapshotTable } from './SnapshotTable';

const MINUTE_MS = 60_000;

/**
 * Snapshots that the node can be restored from.
 *
 * The panel is absent if no store is configured, and for clients without snapshots, such as anvil.
 */
export function SnapshotsPanel(props: { node: EthereumNode }) {
  const { node } = props;
  const { t } = useMessages();
  const query = useNodeSnapshots(node.id);
  if (query.status === 'ready' && isNotApplicable(node, query.value)) {
    return null;
  }
  return (
    <Panel title={t('snapshots.title')}>
      {query.status === 'loading' && <Skeleton height={96} />}
      {query.status === 'failed' && (
        <Alert
          status="warning"
          icon
          title={t('snapshots.failed', { reason: query.error.message })}
        />
      )}
      {query.status === 'ready' && (
        <Snapshots node={node} snapshots={query.value} />
      )}
    </Panel>
  );
}

function isNotApplicable(
  { executionClient }: EthereumNode,
  { stores, items }: NodeSnapshots,
): boolean {
  const isUnknown =
    executionClient !== undefined && !isExecutionClientName(executionClient);
  return stores.length === 0 || (isUnknown && items.length === 0);
}

function Snapshots(props: { node: EthereumNode; snapshots: NodeSnapshots }) {
  const { node, snapshots } = props;
  const { stores, items } = snapshots;
  return (
    <Flex direction="column" gap="3">
      {stores.map(store => (
        <StoreAlert key={store.name} store={store} />
      ))}
      {items.length === 0 ? (
        <NoSnapshots node={node} stores={stores} />
      ) : (
        <>
          <FreshnessAlerts snapshots={snapshots} />
          <SnapshotTable snapshots={items} isManyStores={stores.length > 1} />
        </>
      )}
    </Flex>
  );
}

/** A store counts as empty only if it was read. For a store that does not respond, its alert is the only message. */
function NoSnapshots(props: {
  node: EthereumNode;
  stores: SnapshotStoreStatus[];
}) {
  const { node, stores } = props;
  const { t } = useMessages();
  const { network, executionClient } = node;
  if (executionClient === undefined) {
    return <Text as="p">{t('snapshots.noClient')}</Text>;
  }
  if (stores.some(({ lastSuccess }) => lastSuccess !== undefined)) {
    return (
      <Text as="p">
        {t('snapshots.empty', { network, client: executionClient })}
      </Text>
    );
  }
  return stores.some(({ error }) => error !== undefined) ? null : (
    <Text as="p">{t('snapshots.notRead')}</Text>
  );
}

/** Reasons against a restore, although there are snapshots. */
function FreshnessAlerts(props: { snapshots: NodeSnapshots }) {
  const { t } = useMessages();
  const formats = useFormats();
  const now = useNow(MINUTE_MS);
  const freshness = snapshotFreshness(props.snapshots);
  const problems = [
    ...(freshness?.status === 'failing' ? [t('snapshots.newestFailed')] : []),
    ...(freshness?.blockTime === undefined
      ? [t('snapshots.noneVerified')]
      : []),
    ...(freshness && isSnapshotStale(freshness, now)
      ? [
          t('snapshots.stale', {
            age: formats.seconds(snapshotStaleSeconds(freshness)),
          }),
        ]
      : []),
  ];
  return (
    <>
      {problems.map(problem => (
        <Alert key={problem} status="warning" icon title={problem} />
      ))}
    </>
  );
}

function StoreAlert(props: { store: SnapshotStoreStatus }) {
  const { name, error, lastSuccess, problems } = props.store;
  const { t } = useMessages();
  const formats = useFormats();
  const now = useNow(MINUTE_MS);
  const details = [...(error === undefined ? [] : [error]), ...problems];
  if (details.length === 0) return null;
  const title = () => {
    if (error === undefined) return t('snapshots.damaged', { store: name });
    return lastSuccess === undefined
      ? t('snapshots.storeNeverRead', { store: name })
      : t('snapshots.storeFailed', {
          store: name,
          time: formats.since(lastSuccess, now),
        });
  };
  return (
    <Alert
      status="warning"
      icon
      title={title()}
      description={details.join(' ')}
    />
  );
}
