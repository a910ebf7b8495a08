import { Cell, CellText, Text, useBreakpoint } from '@backstage/ui';
import type { ColumnConfig } from '@backstage/ui';
import { formatBytes, formatCount } from '../../format/quantity';
import { useMessages } from '../../hooks/useMessages';
import { CopyButton } from '../shared/CopyButton';
import { RelativeTime } from '../shared/RelativeTime';
import type { SnapshotRow } from './sortedSnapshots';
import { Verification } from './Verification';
import styles from './snapshotColumns.module.css';

/** Columns of the table; narrow screens keep those that tell whether a snapshot will do. */
export function useSnapshotColumns(
  isManyStores: boolean,
): ColumnConfig<SnapshotRow>[] {
  const { t } = useMessages();
  const { up } = useBreakpoint();
  const isWide = up('md');
  const isMiddling = up('sm');
  return [
    {
      id: 'block',
      width: '1.2fr',
      minWidth: 108,
      label: t('snapshots.columns.block'),
      isRowHeader: true,
      isSortable: true,
      cell: row => (
        <Cell className={styles.number}>
          {formatCount(row.blockNumber)}
          {!isMiddling && (
            <Text as="p" variant="body-small" color="secondary">
              <RelativeTime time={row.blockTime} />
            </Text>
          )}
          {row.latest && (
            <Text as="p" variant="body-small" color="secondary">
              {t('snapshots.latest')}
            </Text>
          )}
        </Cell>
      ),
    },
    {
      id: 'age',
      width: '1.2fr',
      minWidth: 100,
      label: t('snapshots.columns.age'),
      isHidden: !isMiddling,
      isSortable: true,
      cell: row => (
        <Cell>
          <RelativeTime time={row.blockTime} />
        </Cell>
      ),
    },
    {
      id: 'size',
      width: '1.2fr',
      minWidth: 96,
      label: t('snapshots.columns.size'),
      isHidden: !isMiddling,
      isSortable: true,
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
      width: '2.4fr',
      minWidth: 110,
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
      minWidth: 96,
      label: t('snapshots.columns.restore'),
      cell: row => (
        <Cell>
          {row.verification?.result === 'failed' ? (
            '–'
          ) : (
            <CopyButton
              text={row.restoreCommand}
              label={t('snapshots.copyRestore', { id: row.snapshotId })}
            />
          )}
        </Cell>
      ),
    },
  ];
}
