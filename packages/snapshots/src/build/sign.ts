import { randomUUID } from 'node:crypto';
import { instant } from '../format/documents';
import { keys } from '../format/keys';
import { Store } from '../store/store';

const REFRESH_MS = 5 * 60_000;

/** Show in the store that a build is under way, so that nobody sweeps what it relies on. */
export async function showSign(
  store: Store,
  now: () => number,
): Promise<{ remove(): Promise<void> }> {
  const key = keys.build(randomUUID());
  const startedAt = instant(now());
  const refresh = async () => {
    const sign = {
      format: 'nodeyard-build/1',
      startedAt,
      refreshedAt: instant(now()),
    };
    await store.write(key, Buffer.from(JSON.stringify(sign)));
  };
  await refresh();
  // A missed refresh is no reason to stop: the next one comes long before the sign counts as dead.
  const timer = setInterval(() => refresh().catch(() => {}), REFRESH_MS);
  timer.unref();
  return {
    async remove() {
      clearInterval(timer);
      await store.remove(key).catch(() => {});
    },
  };
}
