import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/** A mount of a real file system whose server never answers: what asks it hangs in the kernel, as with a lost NFS server. */
export interface HungFolder {
  /** Every operation that hangs fails then. */
  release(): void;
}

/**
 * Mount one over a folder. Only root may, where there is FUSE.
 *
 * @throws Error when it cannot be mounted
 */
export function hangFolder(folder: string): HungFolder {
  const server = openSync('/dev/fuse', 'r+');
  const options = `fd=3,rootmode=40000,user_id=0,group_id=0,allow_other`;
  const mounted = spawnSync(
    'mount',
    ['-i', '-t', 'fuse', '-o', options, 'hung', folder],
    { stdio: ['ignore', 'ignore', 'pipe', server], encoding: 'utf8' },
  );
  if (mounted.status !== 0) {
    closeSync(server);
    throw new Error(`cannot mount a folder that hangs: ${mounted.stderr}`);
  }
  return {
    release() {
      closeSync(server);
      execFileSync('umount', ['-l', folder]);
    },
  };
}
