import type { ExecutionClient, HistoryMode, Network } from '@nodeyard/ethereum';

/**
 * History modes that a client has on a network, its default first: `pre-merge` and `pre-prague` are named after blocks
 * that not every network has.
 */
export function historyModesOn(
  client: ExecutionClient,
  network: Network | undefined,
): HistoryMode[] {
  return client.history.filter(mode => {
    if (!network) return true;
    if (mode === 'pre-merge') return network.historyBlocks?.merge !== undefined;
    if (mode === 'pre-prague') {
      return network.historyBlocks?.prague !== undefined;
    }
    return true;
  });
}

/** How many days of blocks a history mode keeps, where it is a number of days. */
export function historyDaysOf(
  { rollingDays }: ExecutionClient,
  mode: HistoryMode,
): number | undefined {
  return mode === 'rolling' ? rollingDays : undefined;
}

/**
 * A planned history as people read it: `pre-prague`, or `rolling (147 days)` where it is a number of days.
 * @public
 */
export function formatHistory({
  history,
  historyDays,
}: {
  history: HistoryMode;
  historyDays?: number;
}): string {
  return historyDays === undefined
    ? history
    : `${history} (${historyDays} days)`;
}
