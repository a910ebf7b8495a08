import { Cell, CellText, Table, Text, useBreakpoint } from '@backstage/ui';
import type { ColumnConfig } from '@backstage/ui';
import type { NodeSnapshot } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { formatBytes, formatCount } from '../../format/quantity';
import { useMessages } from '../../hooks/useMessages';
import { CopyButton } from '../shared/CopyButton';
import { RelativeTime } from '../shared/RelativeTime';
import { Verification } from './Verification';
import styles from './SnapshotTable.module.css';

/** A row: two stores may hold the same snapshot. */
type Row = Omit<NodeSnapshot, 'id'> & { id: string; snapshotId: string };

/** Snapshots, the highest block first; narrow screens keep those columns that tell whether one will do. */
export function SnapshotTable(props: {
  snapshots: NodeSnapshot[];
  isManyStores: boolean;
}) {
  const { snapshots, isManyStores } = props;
  const columns = useColumns(isManyStores);
  const rows = snapshots.map(snapshot => ({
    ...snapshot,
    id: `${snapshot.store}/${snapshot.id}`,
    snapshotId: snapshot.id,
  }));
  return (
    <Table columnConfig={columns} data={rows} pagination={{ type: 'none' }} />
  );
}

function useColumns(isManyStores: boolean): ColumnConfig<Row>[] {
  const { t } = useMessages();
  const { up } = useBreakpoint();
  const isWide = up('md');
  const isMiddling = up('sm');
  return [
    {
      id: 'block',
      width: '1fr',
      minWidth: 68,
      label: t('snapshots.columns.block'),
      isRowHeader: true,
      cell: row => (
        <CellText
          title={formatCount(row.blockNumber)}
          description={row.latest ? t('snapshots.latest') : undefined}
        />
      ),
    },
    {
      id: 'age',
      width: '1fr',
      minWidth: 112,
      label: t('snapshots.columns.age'),
      cell: row => (
        <Cell>
          <RelativeTime time={row.blockTime} />
        </Cell>
      ),
    },
    {
      id: 'size',
      width: '1.2fr',
      minWidth: 90,
      label: t('snapshots.columns.size'),
      isHidden: !isMiddling,
      cell: row => (
        <Cell className={styles.number}>
          {formatBytes(row.sizeBytes)}
          <Text as="p" variant="body-small" color="secondary">
            {t('snapshots.newBytes', { size: formatBytes(row.newBytes) })}
          </Text>
        </Cell>
      ),
    },
    {
      id: 'client',
      width: '1.2fr',
      minWidth: 110,
      label: t('snapshots.columns.client'),
      isHidden: !isWide,
      cell: row => (
        <CellText title={row.clientVersion} description={row.history} />
      ),
    },
    {
      id: 'store',
      width: '1fr',
      minWidth: 80,
      label: t('snapshots.columns.store'),
      isHidden: !isManyStores || !isMiddling,
      cell: row => <CellText title={row.store} />,
    },
    {
      id: 'verification',
      width: '2fr',
      minWidth: 124,
      label: t('snapshots.columns.verified'),
      cell: row => (
        <Cell>
          <Verification verification={row.verification} />
        </Cell>
      ),
    },
    {
      id: 'restore',
      width: '0.7fr',
      minWidth: 80,
      label: t('snapshots.columns.restore'),
      isHidden: !isMiddling,
      cell: row => (
        <Cell>
          <CopyButton
            text={row.restoreCommand}
            label={t('snapshots.copyRestore', { id: row.snapshotId })}
          />
        </Cell>
      ),
    },
  ];
}
