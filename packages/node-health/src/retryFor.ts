import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Repeats an attempt until it succeeds.
 *
 * @param waitMs - duration after which the last failure is returned; with 0 there is one attempt
 * @param intervalMs - pause between two attempts
 */
export async function retryFor<T extends { ok: boolean }>(
  { waitMs, intervalMs = 1_000 }: { waitMs: number; intervalMs?: number },
  attempt: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + waitMs;
  for (;;) {
    const result = await attempt();
    if (result.ok || Date.now() >= deadline) return result;
    await sleep(intervalMs);
  }
}
