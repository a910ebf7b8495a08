import { prune } from '@nodeyard/snapshots';
import { bootFromCopy } from './bootFromCopy';
import { capture } from './capture';
import { secondsSince } from './figures';
import { place } from './home';
import type { SnapshotSubject } from './snapshotSubject';

/** Snapshots that stay. */
const RETENTION = { keepLast: 5, keepWeekly: 0 };
/** One builder at a time writes to this store, so that what nothing refers to need not be kept for a day. */
const SWEEP_AFTER_MS = 10 * 60_000;

/**
 * Takes a snapshot the way it is taken of a node in a cluster, and says each step with its figures.
 *
 * 1. Stop the node cleanly. 2. Store what is new in its datadir. 3. Start it again, whatever happened. 4. Restore a copy,
 * boot geth from that, and compare the block; `latest.json` moves when it is the same. 5. Remove what is too old.
 */
export async function snapshotRound(subject: SnapshotSubject): Promise<void> {
  const { home, signal, say } = subject;
  const snapshot = await capture(subject);
  if (snapshot === undefined || signal.aborted) return;

  const began = Date.now();
  const verified = await bootFromCopy(subject, snapshot);
  if (signal.aborted) return;
  say(
    verified.ok
      ? `snapshot ${snapshot} boots and has block ${verified.block}: ${
          verified.latest ? 'the latest now' : 'older than the latest'
        } (${secondsSince(began)})`
      : `snapshot ${snapshot} does not stand the test: ${verified.message}`,
  );

  const pruned = await prune({
    store: { url: home.storeUrl },
    ...place,
    ...RETENTION,
    minAgeMs: SWEEP_AFTER_MS,
    signal,
  });
  if (signal.aborted) return;
  say(
    pruned.ok
      ? `${pruned.kept.length} ${
          pruned.kept.length === 1 ? 'snapshot' : 'snapshots'
        } kept, ${pruned.removed.length} removed`
      : `nothing removed: ${pruned.message}`,
  );
}
