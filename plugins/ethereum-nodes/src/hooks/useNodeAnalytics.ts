import { useAnalytics } from '@backstage/core-plugin-api';
import { useMemo } from 'react';
import type { CommandPurpose } from '../runbook/commandPurposes';
import type { FleetOrder, ListFilter } from './useFleetFilters';

/** Subject of a `copy` event. */
export type CopiedCommand =
  | CommandPurpose
  | 'deploy'
  | 'restore'
  | 'callersUrl';

/** Analytics events of this plugin; Backstage captures pages and links. Events contain neither names nor typed text. */
export function useNodeAnalytics() {
  const analytics = useAnalytics();
  return useMemo(
    () => ({
      filtered: (filter: ListFilter | 'q' | 'mine', values: number) =>
        analytics.captureEvent('filter', filter === 'q' ? 'search' : filter, {
          value: values,
        }),
      sorted: ({ orderBy = 'severity', order = 'asc' }: FleetOrder) =>
        analytics.captureEvent('sort', orderBy, { attributes: { order } }),
      copied: (command: CopiedCommand) =>
        analytics.captureEvent('copy', command),
      exported: (nodes: number) =>
        analytics.captureEvent('download', 'ethereum-nodes.csv', {
          value: nodes,
        }),
    }),
    [analytics],
  );
}
