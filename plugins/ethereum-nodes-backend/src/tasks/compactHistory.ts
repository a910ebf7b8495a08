import type { HistoryCompactor } from '../store/HistoryCompactor';

/** Thins history as it ages and forgets what is too old. */
export async function compactHistory(deps: {
  history: HistoryCompactor;
  now: () => number;
}): Promise<void> {
  const now = deps.now();
  await deps.history.downsample(now);
  await deps.history.deleteExpired(now);
}
