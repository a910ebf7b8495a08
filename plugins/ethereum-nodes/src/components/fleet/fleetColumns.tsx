import { Cell } from '@backstage/ui';
import type { ColumnConfig } from '@backstage/ui';
import type {
  EthereumNode,
  NodeQuery,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { useNodeHref } from '../../hooks/useNodeHref';
import { RelativeTime } from '../shared/RelativeTime';
import { TickingAge } from '../shared/TickingAge';
import { NodeCell } from './NodeCell';
import { getClientsLabel } from './nodeLabels';
import { OwnerLink } from './OwnerLink';
import { SnapshotAge } from './SnapshotAge';
import { StateCell } from './StateCell';
import styles from './fleetColumns.module.css';

/** Width of the table from which a column is shown, in pixels. Other cells show the values of hidden columns. */
const minTableWidths = {
  name: 0,
  state: 0,
  head: 460,
  owner: 620,
  network: 760,
  since: 900,
  age: 1000,
  clients: 1110,
  peers: 1200,
  snapshots: 1350,
} as const;
type ColumnId = keyof typeof minTableWidths;

/** `orderBy` of the REST API by column. */
export const sortKeys: Partial<
  Record<string, NonNullable<NodeQuery['orderBy']>>
> = {
  name: 'name',
  state: 'severity',
  network: 'network',
  head: 'head',
  since: 'since',
};

/** Columns of the fleet table, as far as they fit its width in pixels. */
export function useFleetColumns(width: number): ColumnConfig<EthereumNode>[] {
  const { t } = useMessages();
  const formats = useFormats();
  const getHref = useNodeHref();
  const has = (column: string) => width >= minTableWidths[column as ColumnId];

  const columns: Array<ColumnConfig<EthereumNode> & { id: ColumnId }> = [
    {
      id: 'name',
      width: '1.8fr',
      minWidth: 130,
      label: t('fleet.columns.node'),
      isRowHeader: true,
      cell: node => <NodeCell node={node} href={getHref(node.id)} has={has} />,
    },
    {
      id: 'state',
      width: '2.2fr',
      minWidth: 150,
      label: t('fleet.columns.state'),
      cell: node => <StateCell node={node} has={has} />,
    },
    {
      id: 'network',
      width: '1fr',
      minWidth: 132,
      label: t('fleet.columns.network'),
      cell: node => <Cell className={styles.text}>{node.network}</Cell>,
    },
    {
      id: 'clients',
      width: '1.2fr',
      minWidth: 124,
      label: t('fleet.columns.clients'),
      cell: node => (
        <Cell className={styles.text}>{getClientsLabel(node) ?? '–'}</Cell>
      ),
    },
    {
      id: 'head',
      width: '1fr',
      minWidth: 112,
      label: t('fleet.columns.head'),
      cell: node => (
        <Cell className={styles.number}>
          {formats.count(node.headNumber)}
          {!has('age') && node.headTime && (
            <p className={styles.below}>
              <TickingAge since={node.headTime} />
            </p>
          )}
        </Cell>
      ),
    },
    {
      id: 'age',
      width: '0.8fr',
      minWidth: 112,
      label: t('fleet.columns.age'),
      cell: node => (
        <Cell className={styles.number}>
          {node.headTime ? <TickingAge since={node.headTime} /> : '–'}
        </Cell>
      ),
    },
    {
      id: 'peers',
      width: '0.6fr',
      minWidth: 76,
      label: t('fleet.columns.peers'),
      cell: node => (
        <Cell className={styles.number}>
          {formats.count(node.executionPeers)}
        </Cell>
      ),
    },
    {
      id: 'owner',
      width: '1.2fr',
      minWidth: 120,
      label: t('fleet.columns.owner'),
      cell: node => (
        <Cell className={styles.text}>
          {node.ownerRef ? <OwnerLink ownerRef={node.ownerRef} /> : '–'}
        </Cell>
      ),
    },
    {
      id: 'snapshots',
      width: '1fr',
      minWidth: 150,
      label: t('fleet.columns.snapshots'),
      cell: node => (
        <Cell className={`${styles.text} ${styles.number}`}>
          <SnapshotAge snapshots={node.snapshots} />
        </Cell>
      ),
    },
    {
      id: 'since',
      width: '1fr',
      minWidth: 150,
      label: t('fleet.columns.since'),
      cell: node => (
        <Cell className={styles.number}>
          <RelativeTime time={node.since} />
        </Cell>
      ),
    },
  ];
  return columns.map(column => ({
    ...column,
    isHidden: !has(column.id),
    isSortable: sortKeys[column.id] !== undefined,
  }));
}
