import { useAnalytics } from '@backstage/core-plugin-api';
import { useMemo } from 'react';
import type { Command } from '../next/commands';
import type { FleetOrder, ListFilter } from './useFleetFilters';

/** What a command is for that somebody copied. */
export type CopiedCommand = Command['purpose'] | 'deploy' | 'restore';

/** All that this plugin tells of its use, beside what Backstage tells of every page and link. Never what was typed, nor who owns what. */
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
