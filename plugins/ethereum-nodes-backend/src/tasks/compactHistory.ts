import type { HistoryCompactor } from '../store/HistoryCompactor';

/** Downsamples history and deletes expired rows. */
export async function compactHistory(deps: {
  history: HistoryCompactor;
  now: () => number;
}): Promise<void> {
  const now = deps.now();
  await deps.history.downsample(now);
  await deps.history.deleteExpired(now);
}
