import type { HistoryKeeper } from '../store/HistoryKeeper';

/** Thins history as it ages and forgets what is too old. */
export async function keepHistory(deps: {
  history: HistoryKeeper;
  now: () => number;
}): Promise<void> {
  const now = deps.now();
  await deps.history.downSample(now);
  await deps.history.forgetOld(now);
}
