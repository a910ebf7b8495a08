import { Table } from '@backstage/ui';
import { useContainerWidth } from '../../hooks/useContainerWidth';
import type { FleetOrder } from '../../hooks/useFleetFilters';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { useNodeHref } from '../../hooks/useNodeHref';
import type { usePaginatedNodes } from '../../hooks/usePaginatedNodes';
import { sortKeys, useFleetColumns } from './fleetColumns';

/** One page of nodes, worst first unless another order is selected. */
export function FleetTable(props: {
  page: ReturnType<typeof usePaginatedNodes>;
  order: FleetOrder;
  setOrder: (order: FleetOrder) => void;
}) {
  const { page, order, setOrder } = props;
  const { t } = useMessages();
  const formats = useFormats();
  const { ref, width } = useContainerWidth();
  const columns = useFleetColumns(width);
  const getHref = useNodeHref();
  const ready = page.query.status === 'ready' ? page.query : undefined;
  const totalCount = ready?.value.totalItems ?? 0;
  const sorted = columns.find(({ id }) => sortKeys[id] === order.orderBy);
  return (
    <div ref={ref}>
      <Table
        columnConfig={columns}
        data={ready?.value.items}
        isPending={!ready}
        isStale={ready?.isStale}
        rowConfig={{ getHref: ({ id }) => getHref(id) }}
        sort={{
          descriptor: sorted
            ? {
                column: sorted.id,
                direction: order.order === 'desc' ? 'descending' : 'ascending',
              }
            : null,
          onSortChange: ({ column, direction }) =>
            setOrder({
              orderBy: sortKeys[column],
              order: direction === 'descending' ? 'desc' : 'asc',
            }),
        }}
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
              from: formats.count(Math.min(page.offset + 1, totalCount)),
              to: formats.count(
                Math.min(page.offset + page.pageSize, totalCount),
              ),
              total: formats.count(totalCount),
            }),
        }}
      />
    </div>
  );
}
