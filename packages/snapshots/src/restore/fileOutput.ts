import { constants } from 'node:fs';
import { join } from 'node:path';
import { toWriteError } from '../datadir/fsErrors';
import { parentOf } from '../files/openFolders';
import type { Tree } from '../files/tree';
import type { ManifestFile } from '@nodeyard/snapshot-store';
import { openForWriting } from './openForWriting';

const MAX_CONCURRENT = 8;

/** Files of a restore: created at their full size; mode, time and sync follow after the last chunk. */
export class FileOutput {
  private readonly folders = new Set<string>();
  private readonly finishing = new Set<Promise<void>>();
  private failure?: unknown;

  /** @param mounts - paths on which something is mounted */
  constructor(
    private readonly tree: Tree,
    private readonly mounts: ReadonlySet<string>,
  ) {}

  /** Create the file, or set its new size. */
  async prepare(file: ManifestFile): Promise<void> {
    try {
      await this.makeFolder(parentOf(file.path));
      const handle = await openForWriting(this.tree, file.path, this.mounts);
      try {
        await handle.truncate(file.size);
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw toWriteError(join(this.tree.root, file.path), error);
    }
  }

  /** In the background; `flush` waits for it. */
  async finish(file: ManifestFile): Promise<void> {
    while (this.finishing.size >= MAX_CONCURRENT) {
      await Promise.race(this.finishing);
    }
    const work = this.finalize(file)
      .catch(error => {
        this.failure ??= toWriteError(join(this.tree.root, file.path), error);
      })
      .finally(() => this.finishing.delete(work));
    this.finishing.add(work);
    if (this.failure) throw this.failure;
  }

  async flush(): Promise<void> {
    await Promise.all(this.finishing);
    if (this.failure) throw this.failure;
    for (const folder of this.folders) await this.tree.sync(folder);
  }

  private async makeFolder(folder: string): Promise<void> {
    if (this.folders.has(folder)) return;
    await this.tree.createFolder(folder);
    for (let path = folder; ; path = parentOf(path)) {
      this.folders.add(path);
      if (path === '') break;
    }
  }

  private async finalize(file: ManifestFile): Promise<void> {
    const handle = await this.tree.openSingleLink(
      file.path,
      constants.O_RDONLY,
    );
    try {
      const seconds = Number(BigInt(file.mtime) / 1000n) / 1e6;
      await handle.chmod(file.mode);
      await handle.utimes(seconds, seconds);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
}
