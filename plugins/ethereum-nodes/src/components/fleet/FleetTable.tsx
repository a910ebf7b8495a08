import { Table } from '@backstage/ui';
import { formatCount } from '../../format/quantity';
import { useMessages } from '../../hooks/useMessages';
import type { useNodePage } from '../../hooks/useNodePage';
import { useFleetColumns } from './fleetColumns';

/** Nodes, worst first, a page at a time. */
export function FleetTable(props: {
  page: ReturnType<typeof useNodePage>;
  nodesPath: string;
}) {
  const { page, nodesPath } = props;
  const { t } = useMessages();
  const columns = useFleetColumns(nodesPath);
  const ready = page.query.status === 'ready' ? page.query : undefined;
  const totalCount = ready?.value.totalItems ?? 0;
  return (
    <Table
      columnConfig={columns}
      data={ready?.value.items}
      isPending={!ready}
      isStale={ready?.isStale}
      pagination={{
        type: 'page',
        pageSize: page.pageSize,
        offset: page.offset,
        totalCount,
        showPageSizeOptions: false,
        hasNextPage: page.onNextPage !== undefined,
        hasPreviousPage: page.onPreviousPage !== undefined,
        onNextPage: () => page.onNextPage?.(),
        onPreviousPage: () => page.onPreviousPage?.(),
        getLabel: () =>
          t('fleet.page', {
            from: formatCount(Math.min(page.offset + 1, totalCount)),
            to: formatCount(Math.min(page.offset + page.pageSize, totalCount)),
            total: formatCount(totalCount),
          }),
      }}
    />
  );
}
