import { Flex } from '@backstage/ui';
import { ethereumNodeReadPermission } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useCallback } from 'react';
import { useFleetFilters } from '../../hooks/useFleetFilters';
import { useFleetSummary } from '../../hooks/useFleetSummary';
import { useMessages } from '../../hooks/useMessages';
import { useNodeQuery } from '../../hooks/useNodeQuery';
import { usePaginatedNodes } from '../../hooks/usePaginatedNodes';
import { useNodeUpdates } from '../../hooks/useNodeUpdates';
import { Failure } from '../shared/Failure';
import { OutdatedAlert } from '../shared/OutdatedAlert';
import { ClusterFailures } from './ClusterFailures';
import { DeclaredNodes } from './DeclaredNodes';
import { FleetEmpty } from './FleetEmpty';
import { FleetExport } from './FleetExport';
import { FleetFilterBar } from './FleetFilterBar';
import { FleetTable } from './FleetTable';
import { FleetTotals } from './FleetTotals';

const POLL_INTERVAL_MS = 30_000;

/** Totals, filters and a table of nodes, worst first. */
export function Fleet() {
  const { t } = useMessages();
  const view = useFleetFilters();
  const { clear, isFiltered } = view;
  const nodeQuery = useNodeQuery(view);
  const summary = useFleetSummary();
  const page = usePaginatedNodes(nodeQuery);

  const refreshSummary = summary.refresh;
  const refreshPage = page.refresh;
  const refresh = useCallback(() => {
    refreshSummary();
    refreshPage();
  }, [refreshSummary, refreshPage]);
  const mode = useNodeUpdates(refresh, { intervalMs: POLL_INTERVAL_MS });

  if (page.query.status === 'failed') {
    const permission = ethereumNodeReadPermission.name;
    return (
      <Failure
        title={t('error.list')}
        error={page.query.error}
        permission={permission}
        onRetry={refresh}
      />
    );
  }
  const isEmpty =
    page.query.status === 'ready' &&
    !page.query.isStale &&
    page.query.value.totalItems === 0;
  return (
    <Flex direction="column" gap="4">
      <OutdatedAlert query={page.query} />
      <ClusterFailures summary={summary.query} />
      <FleetTotals
        summary={summary.query}
        mode={mode}
        intervalMs={POLL_INTERVAL_MS}
      />
      {!(isEmpty && !isFiltered) && (
        <FleetFilterBar view={view} summary={summary.query} page={page.query} />
      )}
      {isEmpty ? (
        <FleetEmpty isFiltered={isFiltered} onClear={clear} />
      ) : (
        <>
          <FleetTable page={page} order={view.order} setOrder={view.setOrder} />
          {nodeQuery && <FleetExport nodeQuery={nodeQuery} />}
        </>
      )}
      {!isFiltered && <DeclaredNodes />}
    </Flex>
  );
}
