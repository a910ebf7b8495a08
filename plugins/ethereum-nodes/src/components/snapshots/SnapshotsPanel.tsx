import { Alert, Flex, Skeleton, Text } from '@backstage/ui';
import {
  isSnapshotStale,
  snapshotFreshness,
  snapshotStaleSeconds,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  EthereumNode,
  NodeSnapshotRun,
  NodeSnapshots,
  SnapshotStoreStatus,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { isExecutionClientName } from '@nodeyard/ethereum';
import { reasonOf } from '../../errors/reasonOf';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { useMessageRenderer } from '../../hooks/useMessageRenderer';
import { useNodeSnapshots } from '../../hooks/useNodeSnapshots';
import { useSnapshotRun } from '../../hooks/useSnapshotRun';
import { useNow } from '../../hooks/useNow';
import { Panel } from '../shared/Panel';
import { RefusedRequest, RequestSnapshot } from './RequestSnapshot';
import { SnapshotRunStatus } from './SnapshotRunStatus';
import { SnapshotTable } from './SnapshotTable';

const MINUTE_MS = 60_000;

/**
 * Snapshots that the node can be restored from, and the newest run that makes them.
 *
 * The panel is absent where neither applies: no store is configured, or the client has no snapshots, such as anvil, and requests of
 * snapshots are not enabled for the node.
 */
export function SnapshotsPanel(props: { node: EthereumNode }) {
  const { node } = props;
  const { t } = useMessages();
  const query = useNodeSnapshots(node.id);
  const runs = useSnapshotRun(node.id);
  const newest = runs.query.status === 'ready' ? runs.query.value : undefined;
  const hasRuns = newest !== undefined && offersRuns(newest);
  const isAbsent =
    query.status === 'ready' && isNotApplicable(node, query.value);
  if (isAbsent && !hasRuns) return null;
  return (
    <Panel
      title={t('snapshots.title')}
      aside={
        newest?.request === 'allowed' && (
          <RequestSnapshot
            node={node.name}
            isActive={runs.isActive}
            isBusy={runs.isBusy}
            onRequest={runs.start}
          />
        )
      }
    >
      <Flex direction="column" gap="3">
        {runs.error && <RefusedRequest error={runs.error} />}
        {hasRuns && <NewestRun newest={newest} />}
        {query.status === 'loading' && <Skeleton height={96} />}
        {query.status === 'failed' && (
          <Alert
            status="warning"
            icon
            title={t('snapshots.failed', { reason: reasonOf(query.error) })}
          />
        )}
        {query.status === 'ready' && !isAbsent && (
          <Snapshots node={node} snapshots={query.value} />
        )}
      </Flex>
    </Panel>
  );
}

/** Whether the node has runs to show, or why it has none. */
function offersRuns({ request, run, problem }: NodeSnapshotRun): boolean {
  return run !== undefined || problem !== undefined || request === 'allowed';
}

function NewestRun(props: { newest: NodeSnapshotRun }) {
  const { request, run, problem, problemCoded } = props.newest;
  const { t } = useMessages();
  const renderer = useMessageRenderer();
  return (
    <>
      {problem && (
        <Alert
          status="warning"
          icon
          title={t('snapshots.run.unreadable')}
          description={renderer.render(problem, problemCoded)}
        />
      )}
      {request === 'suspended' && (
        <Text as="p">{t('snapshots.request.suspended')}</Text>
      )}
      {run && <SnapshotRunStatus run={run} />}
    </>
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
