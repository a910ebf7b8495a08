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
      .then(({ bsize, blocks, bfree }) => ({
        usedBytes: (blocks - bfree) * bsize,
        totalBytes: blocks * bsize,
      }))
      .catch(() => undefined)
      .finally(() => {
        underWay = false;
      });
    return Promise.race([reading, after(patienceMs)]);
  };
}

function after(ms: number): Promise<undefined> {
  return new Promise(resolve => {
    setTimeout(resolve, ms, undefined).unref();
  });
}
