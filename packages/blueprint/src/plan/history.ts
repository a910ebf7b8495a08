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
    if (mode === 'pre-prague')
      return network.historyBlocks?.prague !== undefined;
    return true;
  });
}
