import { Cell, Text } from '@backstage/ui';
import type { ColumnConfig } from '@backstage/ui';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { CopyButton } from '../shared/CopyButton';
import { RelativeTime } from '../shared/RelativeTime';
import type { SnapshotRow } from './sortSnapshots';
import { VerificationStatus } from './VerificationStatus';
import styles from './snapshotColumns.module.css';

/** Width of the table from which a column is shown, in pixels. */
const minTableWidths = { age: 480, size: 600, client: 740, store: 860 };

/** Columns of the table, as far as they fit its width in pixels. */
export function useSnapshotColumns(
  hasManyStores: boolean,
  width: number,
): ColumnConfig<SnapshotRow>[] {
  const { t } = useMessages();
  const formats = useFormats();
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
          {formats.count(row.blockNumber)}
          {width < minTableWidths.age && (
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
      width: '1.5fr',
      minWidth: 132,
      label: t('snapshots.columns.age'),
      isHidden: width < minTableWidths.age,
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
      isHidden: width < minTableWidths.size,
      isSortable: true,
      cell: row => (
        <Cell className={styles.number}>
          {formats.bytes(row.sizeBytes)}
          <Text as="p" variant="body-small" color="secondary">
            {t('snapshots.newBytes', { size: formats.bytes(row.newBytes) })}
          </Text>
        </Cell>
      ),
    },
    {
      id: 'client',
      width: '1.2fr',
      minWidth: 110,
      label: t('snapshots.columns.client'),
      isHidden: width < minTableWidths.client,
      cell: row => (
        <Cell className={styles.text}>
          {row.clientVersion}
          {row.history && (
            <Text as="p" variant="body-small" color="secondary">
              {row.history}
            </Text>
          )}
        </Cell>
      ),
    },
    {
      id: 'store',
      width: '1fr',
      minWidth: 80,
      label: t('snapshots.columns.store'),
      isHidden: !hasManyStores || width < minTableWidths.store,
      cell: row => <Cell className={styles.text}>{row.store}</Cell>,
    },
    {
      id: 'verification',
      width: '2.4fr',
      minWidth: 110,
      label: t('snapshots.columns.verified'),
      cell: row => (
        <Cell className={styles.text}>
          <VerificationStatus verification={row.verification} />
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
              command="restore"
            />
          )}
        </Cell>
      ),
    },
  ];
}
