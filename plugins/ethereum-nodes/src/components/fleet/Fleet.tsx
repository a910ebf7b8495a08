import { Flex } from '@backstage/ui';
import { ethereumNodeReadPermission } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useCallback } from 'react';
import { useFleetFilters } from '../../hooks/useFleetFilters';
import { useFleetSummary } from '../../hooks/useFleetSummary';
import { useMessages } from '../../hooks/useMessages';
import { useFleetQuestion } from '../../hooks/useFleetQuestion';
import { useNodePage } from '../../hooks/useNodePage';
import { useNodeUpdates } from '../../hooks/useNodeUpdates';
import { Failure } from '../shared/Failure';
import { Outdated } from '../shared/Outdated';
import { ClusterFailures } from './ClusterFailures';
import { DeclaredNodes } from './DeclaredNodes';
import { FleetEmpty } from './FleetEmpty';
import { FleetExport } from './FleetExport';
import { FleetFilterBar } from './FleetFilterBar';
import { FleetTable } from './FleetTable';
import { FleetTotals } from './FleetTotals';

const POLL_INTERVAL_MS = 30_000;

/** Who needs somebody: totals, filters and a table, worst first. */
export function Fleet() {
  const { t } = useMessages();
  const view = useFleetFilters();
  const { clear, isFiltered } = view;
  const question = useFleetQuestion(view);
  const summary = useFleetSummary();
  const page = useNodePage(question);

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
      <Outdated query={page.query} />
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
          {question && <FleetExport question={question} />}
        </>
      )}
      {!isFiltered && <DeclaredNodes />}
    </Flex>
  );
}
