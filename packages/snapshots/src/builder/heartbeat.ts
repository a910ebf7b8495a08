import { randomUUID } from 'node:crypto';
import { instant, keys, type Store } from '@nodeyard/snapshot-store';

const REFRESH_MS = 5 * 60_000;

/** Keep a heartbeat object in the store while a build runs, so that its objects are not swept. */
export async function startHeartbeat(
  store: Store,
  now: () => number,
): Promise<{ stop(): Promise<void> }> {
  const key = keys.build(randomUUID());
  const startedAt = instant(now());
  const refresh = async () => {
    const heartbeat = {
      format: 'nodeyard-build/1',
      startedAt,
      refreshedAt: instant(now()),
    };
    await store.write(key, Buffer.from(JSON.stringify(heartbeat)));
  };
  await refresh();
  // A failed refresh is ignored: the next one comes long before the heartbeat expires.
  const timer = setInterval(() => refresh().catch(() => {}), REFRESH_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await store.remove(key).catch(() => {});
    },
  };
}
