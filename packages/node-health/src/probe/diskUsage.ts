import type { StatsFs } from 'node:fs';
import { statfs } from 'node:fs/promises';

/** Fill level of one file system. */
export interface DiskUsage {
  usedBytes: number;
  totalBytes: number;
}

/**
 * Reads how full the file system of a folder is.
 *
 * A volume that hangs blocks `statfs` for good, so there is never more than one call under way: while it is, and where
 * the folder cannot be read, there is no figure.
 */
export function diskUsageOf(
  dir: string,
  patienceMs: number,
): () => Promise<DiskUsage | undefined> {
  let underWay = false;
  return async () => {
    if (underWay) return undefined;
    underWay = true;
    const reading = statfs(dir)
      .then(usageOf)
      .catch(() => undefined)
      .finally(() => {
        underWay = false;
      });
    return Promise.race([reading, after(patienceMs)]);
  };
}

/** As `df` counts: what a file system keeps for root is neither used nor there for a client, which runs as another user. */
export function usageOf({
  bsize,
  blocks,
  bfree,
  bavail,
}: Pick<StatsFs, 'bsize' | 'blocks' | 'bfree' | 'bavail'>): DiskUsage {
  const used = blocks - bfree;
  return { usedBytes: used * bsize, totalBytes: (used + bavail) * bsize };
}

function after(ms: number): Promise<undefined> {
  return new Promise(resolve => {
    setTimeout(resolve, ms, undefined).unref();
  });
}
