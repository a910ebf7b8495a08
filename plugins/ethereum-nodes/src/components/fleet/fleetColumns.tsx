import {
  EntityRefLink,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Cell, CellText, Text, useBreakpoint } from '@backstage/ui';
import type { ColumnConfig } from '@backstage/ui';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { entityHealthPath } from '../../entity/entityHealthPath';
import { formatCount } from '../../format/quantity';
import { useMessages } from '../../hooks/useMessages';
import { StateLabel } from '../../states/StateLabel';
import { usePodsReady } from '../../states/usePodsReady';
import { RelativeTime } from '../shared/RelativeTime';
import { TickingAge } from '../shared/TickingAge';
import { SnapshotAge } from './SnapshotAge';
import styles from './fleetColumns.module.css';

/** Columns of the fleet table; narrow screens keep those that tell who needs help. */
export function useFleetColumns(
  nodesPath: string,
): ColumnConfig<EthereumNode>[] {
  const { t } = useMessages();
  const { up } = useBreakpoint();
  const entityLink = useEntityRefLink();
  const isWide = up('md');
  const isMiddling = up('sm');

  const hrefOf = (node: EthereumNode) =>
    node.entityRef
      ? `${entityLink(
          node.entityRef,
        )}${entityHealthPath}?node=${encodeURIComponent(node.id)}`
      : `${nodesPath}/${encodeURIComponent(node.id)}`;

  return [
    {
      id: 'name',
      width: '2fr',
      minWidth: 150,
      label: t('fleet.columns.node'),
      isRowHeader: true,
      cell: node => (
        <CellText
          title={node.name}
          description={placeOf(node)}
          href={hrefOf(node)}
        />
      ),
    },
    {
      id: 'state',
      width: '2.6fr',
      minWidth: 150,
      label: t('fleet.columns.state'),
      cell: node => (
        <Cell>
          <StateLabel state={node.state} />
          {isMiddling ? (
            <Text as="p" variant="body-small" color="secondary">
              {node.summary}
            </Text>
          ) : (
            <PodsReady node={node} />
          )}
          {node.finalizing === false && (
            <Text as="p" variant="body-small" color="warning">
              {t('finality.missing')}
            </Text>
          )}
        </Cell>
      ),
    },
    {
      id: 'network',
      width: '1.3fr',
      minWidth: 90,
      label: t('fleet.columns.network'),
      isHidden: !isMiddling,
      cell: node => (
        <CellText title={node.network} description={clientsOf(node)} />
      ),
    },
    {
      id: 'head',
      width: '0.9fr',
      minWidth: 84,
      label: t('fleet.columns.head'),
      isHidden: !isWide,
      cell: node => (
        <Cell className={styles.number}>{formatCount(node.headNumber)}</Cell>
      ),
    },
    {
      id: 'age',
      width: '1fr',
      minWidth: 90,
      label: t('fleet.columns.age'),
      cell: node => (
        <Cell className={styles.number}>
          {node.headTime ? <TickingAge since={node.headTime} /> : '–'}
        </Cell>
      ),
    },
    {
      id: 'peers',
      width: '0.7fr',
      minWidth: 70,
      label: t('fleet.columns.peers'),
      isHidden: !isWide,
      cell: node => (
        <Cell className={styles.number}>
          {formatCount(node.executionPeers)}
        </Cell>
      ),
    },
    {
      id: 'owner',
      width: '1fr',
      minWidth: 80,
      label: t('fleet.columns.owner'),
      isHidden: !isMiddling,
      cell: node => (
        <Cell>
          {node.ownerRef ? (
            <EntityRefLink
              entityRef={node.ownerRef}
              defaultKind="group"
              hideIcon
            />
          ) : (
            '–'
          )}
        </Cell>
      ),
    },
    {
      id: 'snapshots',
      width: '1.3fr',
      minWidth: 116,
      label: t('fleet.columns.snapshots'),
      isHidden: !isWide,
      cell: node => (
        <Cell className={styles.number}>
          <SnapshotAge snapshots={node.snapshots} />
        </Cell>
      ),
    },
    {
      id: 'since',
      width: '1.3fr',
      minWidth: 116,
      label: t('fleet.columns.since'),
      isHidden: !isWide,
      cell: node => (
        <Cell className={styles.number}>
          <RelativeTime time={node.since} />
        </Cell>
      ),
    },
  ];
}

/** What a pool's summary begins with, where there is no room for the rest of it. */
function PodsReady(props: { node: EthereumNode }) {
  const podsReady = usePodsReady(props.node);
  return (
    podsReady && (
      <Text as="p" variant="body-small" color="secondary">
        {podsReady}
      </Text>
    )
  );
}

function placeOf(node: EthereumNode): string | undefined {
  return (
    [node.cluster, node.namespace].filter(Boolean).join(' / ') || undefined
  );
}

function clientsOf(node: EthereumNode): string | undefined {
  const clients = [node.executionClient, node.consensusClient].filter(
    client => client && client !== 'none',
  );
  return clients.join(' + ') || undefined;
}
