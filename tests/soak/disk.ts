import { execFile } from 'node:child_process';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A small file system in memory, that can be filled. */
export interface Disk {
  folder: string;
  fill(): Promise<void>;
  empty(): Promise<void>;
  remove(): Promise<void>;
}

/** @throws Error where tmpfs may not be mounted: it takes root */
export async function smallDisk(
  folder: string,
  mebibytes: number,
): Promise<Disk> {
  await mkdir(folder, { recursive: true });
  const size = `size=${mebibytes}m,mode=0755`;
  await run('mount', ['-t', 'tmpfs', '-o', size, 'soak', folder]);
  // A folder of its own, so that what it is for can have it to itself.
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: () => fillUp(filler),
    empty: () => rm(filler, { force: true }),
    remove: async () => {
      // Lazy: a process that is being ended may still have files in it.
      if (await isMounted(folder)) await run('umount', ['--lazy', folder]);
    },
  };
}

async function fillUp(file: string): Promise<void> {
  const handle = await open(file, 'w');
  try {
    // Large pieces, then small ones for what is left.
    for (const size of [1 << 20, 1 << 12]) {
      const zeros = Buffer.alloc(size);
      while (await wrote(handle.write(zeros)));
    }
  } finally {
    await handle.close();
  }
}

function wrote(writing: Promise<{ bytesWritten: number }>): Promise<boolean> {
  return writing.then(
    ({ bytesWritten }) => bytesWritten > 0,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOSPC') return false;
      throw error;
    },
  );
}

async function isMounted(folder: string): Promise<boolean> {
  const [own, above] = await Promise.all([
    stat(folder),
    stat(join(folder, '..')),
  ]);
  return own.dev !== above.dev;
}
