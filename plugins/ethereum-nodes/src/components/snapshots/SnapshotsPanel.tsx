import { Alert, Flex, Skeleton, Text } from '@backstage/ui';
import type {
  EthereumNode,
  NodeSnapshots,
  SnapshotStoreStatus,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { executionClients } from '@nodeyard/ethereum';
import { useMessages } from '../../hooks/useMessages';
import { useNodeSnapshots } from '../../hooks/useNodeSnapshots';
import { Panel } from '../shared/Panel';
import { SnapshotTable } from './SnapshotTable';

/**
 * What the node can be restored from.
 *
 * Where no store is configured there is nothing to say, nor of clients that nobody takes snapshots of, as anvil.
 */
export function SnapshotsPanel(props: { node: EthereumNode }) {
  const { node } = props;
  const { t } = useMessages();
  const query = useNodeSnapshots(node.id);
  if (query.status === 'ready' && isOfNoUse(node, query.value)) return null;
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

function isOfNoUse(
  { executionClient }: EthereumNode,
  { stores, items }: NodeSnapshots,
): boolean {
  const isUnknown =
    executionClient !== undefined && !(executionClient in executionClients);
  return stores.length === 0 || (isUnknown && items.length === 0);
}

function Snapshots(props: { node: EthereumNode; snapshots: NodeSnapshots }) {
  const { node, snapshots } = props;
  const { t } = useMessages();
  const { network, executionClient } = node;
  return (
    <Flex direction="column" gap="3">
      {snapshots.stores.map(store => (
        <StoreTrouble key={store.name} store={store} />
      ))}
      {snapshots.items.length === 0 ? (
        <Text as="p">
          {executionClient === undefined
            ? t('snapshots.noClient')
            : t('snapshots.empty', { network, client: executionClient })}
        </Text>
      ) : (
        <SnapshotTable
          snapshots={snapshots.items}
          isManyStores={snapshots.stores.length > 1}
        />
      )}
    </Flex>
  );
}

function StoreTrouble(props: { store: SnapshotStoreStatus }) {
  const { name, error, problems } = props.store;
  const { t } = useMessages();
  const troubles = [...(error === undefined ? [] : [error]), ...problems];
  if (troubles.length === 0) return null;
  return (
    <Alert
      status="warning"
      icon
      title={
        error === undefined
          ? t('snapshots.damaged', { store: name })
          : t('snapshots.storeFailed', { store: name })
      }
      description={troubles.join(' ')}
    />
  );
}
