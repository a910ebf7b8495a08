import { useAnalytics } from '@backstage/core-plugin-api';
import type { NodeQuery } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useMemo } from 'react';
import type { CommandPurpose } from '../runbook/commandPurposes';

/** Subject of a `copy` event. */
export type CopiedCommand =
  | CommandPurpose
  | 'deploy'
  | 'restore'
  | 'snapshotLog'
  | 'callersUrl';

/** Analytics events of this plugin; Backstage captures pages and links. Events contain neither names nor typed text. */
export function useNodeAnalytics() {
  const analytics = useAnalytics();
  return useMemo(
    () => ({
      filtered: (filter: keyof NodeQuery | 'mine', values: number) =>
        analytics.captureEvent('filter', filter === 'q' ? 'search' : filter, {
          value: values,
        }),
      sorted: ({
        orderBy = 'severity',
        order = 'asc',
      }: Pick<NodeQuery, 'orderBy' | 'order'>) =>
        analytics.captureEvent('sort', orderBy, { attributes: { order } }),
      copied: (command: CopiedCommand) =>
        analytics.captureEvent('copy', command),
      requestedSnapshot: () => analytics.captureEvent('create', 'snapshot'),
      exported: (nodes: number) =>
        analytics.captureEvent('download', 'ethereum-nodes.csv', {
          value: nodes,
        }),
    }),
    [analytics],
  );
}
