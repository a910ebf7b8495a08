import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

/** A FUSE mount whose server never answers: operations block in the kernel, as with a lost NFS server. */
export interface HungFolder {
  /** All blocked operations fail. */
  release(): void;
}

/**
 * Mount one over a folder. Needs root and FUSE.
 *
 * @throws Error when it cannot be mounted
 */
export function mountHungFolder(folder: string): HungFolder {
  const server = openSync('/dev/fuse', 'r+');
  const options = `fd=3,rootmode=40000,user_id=0,group_id=0,allow_other`;
  const mounted = spawnSync(
    'mount',
    ['-i', '-t', 'fuse', '-o', options, 'hung', folder],
    { stdio: ['ignore', 'ignore', 'pipe', server], encoding: 'utf8' },
  );
  if (mounted.status !== 0) {
    closeSync(server);
    throw new Error(`cannot mount an unresponsive folder: ${mounted.stderr}`);
  }
  return {
    release() {
      closeSync(server);
      execFileSync('umount', ['-l', folder]);
    },
  };
}
