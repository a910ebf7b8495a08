import { Table } from '@backstage/ui';
import { useContainerWidth } from '../../hooks/useContainerWidth';
import type { FleetOrder } from '../../hooks/useFleetFilters';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { useNodeHref } from '../../hooks/useNodeHref';
import type { useNodePage } from '../../hooks/useNodePage';
import { orderOfColumn, useFleetColumns } from './fleetColumns';

/** Nodes, worst first unless a column's title was pressed, a page at a time. */
export function FleetTable(props: {
  page: ReturnType<typeof useNodePage>;
  order: FleetOrder;
  setOrder: (order: FleetOrder) => void;
}) {
  const { page, order, setOrder } = props;
  const { t } = useMessages();
  const formats = useFormats();
  const { ref, width } = useContainerWidth();
  const columns = useFleetColumns(width);
  const hrefOf = useNodeHref();
  const ready = page.query.status === 'ready' ? page.query : undefined;
  const totalCount = ready?.value.totalItems ?? 0;
  const sorted = columns.find(({ id }) => orderOfColumn[id] === order.orderBy);
  return (
    <div ref={ref}>
      <Table
        columnConfig={columns}
        data={ready?.value.items}
        isPending={!ready}
        isStale={ready?.isStale}
        rowConfig={{ getHref: ({ id }) => hrefOf(id) }}
        sort={{
          descriptor: sorted
            ? {
                column: sorted.id,
                direction: order.order === 'desc' ? 'descending' : 'ascending',
              }
            : null,
          onSortChange: ({ column, direction }) =>
            setOrder({
              orderBy: orderOfColumn[column],
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
