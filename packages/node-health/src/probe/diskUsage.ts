import type { StatsFs } from 'node:fs';
import { statfs } from 'node:fs/promises';

/** Disk usage of one file system. */
export interface DiskUsage {
  usedBytes: number;
  totalBytes: number;
}

/**
 * Creates a reader of the disk usage of a folder's file system.
 *
 * `statfs` on a hanging volume blocks forever, so at most one call is pending. While it is, and if the folder cannot be read, the
 * reader returns undefined.
 */
export function diskUsageReader(
  dir: string,
  timeoutMs: number,
): () => Promise<DiskUsage | undefined> {
  let isPending = false;
  return async () => {
    if (isPending) return undefined;
    isPending = true;
    const reading = statfs(dir)
      .then(usageOf)
      .catch(() => undefined)
      .finally(() => {
        isPending = false;
      });
    return Promise.race([reading, delay(timeoutMs)]);
  };
}

/** Counts as `df` does: blocks reserved for root are neither used nor available to a client, which does not run as root. */
export function usageOf({
  bsize,
  blocks,
  bfree,
  bavail,
}: Pick<StatsFs, 'bsize' | 'blocks' | 'bfree' | 'bavail'>): DiskUsage {
  const used = blocks - bfree;
  return { usedBytes: used * bsize, totalBytes: (used + bavail) * bsize };
}

function delay(ms: number): Promise<undefined> {
  return new Promise(resolve => {
    setTimeout(resolve, ms, undefined).unref();
  });
}
