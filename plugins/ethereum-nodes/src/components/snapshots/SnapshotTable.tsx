import { Table, useTable } from '@backstage/ui';
import type { NodeSnapshot } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMemo } from 'react';
import { useContainerWidth } from '../../hooks/useContainerWidth';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { useSnapshotColumns } from './snapshotColumns';
import { sortSnapshots } from './sortSnapshots';

const PAGE_SIZE = 10;

/** Paginated table of snapshots, highest block first. */
export function SnapshotTable(props: {
  snapshots: NodeSnapshot[];
  isManyStores: boolean;
}) {
  const { snapshots, isManyStores } = props;
  const { t } = useMessages();
  const formats = useFormats();
  const { ref, width } = useContainerWidth();
  const columns = useSnapshotColumns(isManyStores, width);
  // The table takes a new array for new data.
  const rows = useMemo(
    () =>
      snapshots.map(snapshot => ({
        ...snapshot,
        id: `${snapshot.store}/${snapshot.id}`,
        snapshotId: snapshot.id,
      })),
    [snapshots],
  );
  const { tableProps } = useTable({
    mode: 'complete',
    data: rows,
    initialSort: { column: 'block', direction: 'descending' },
    sortFn: sortSnapshots,
    paginationOptions: {
      pageSize: PAGE_SIZE,
      showPageSizeOptions: false,
      getLabel: ({ offset = 0, totalCount = 0 }) =>
        t('fleet.page', {
          from: formats.count(offset + 1),
          to: formats.count(Math.min(offset + PAGE_SIZE, totalCount)),
          total: formats.count(totalCount),
        }),
    },
  });
  return (
    <div ref={ref}>
      <Table
        columnConfig={columns}
        {...tableProps}
        pagination={
          snapshots.length > PAGE_SIZE
            ? tableProps.pagination
            : { type: 'none' }
        }
      />
    </div>
  );
}
