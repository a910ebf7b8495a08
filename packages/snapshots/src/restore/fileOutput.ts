import { constants } from 'node:fs';
import { join } from 'node:path';
import { writeFailure } from '../datadir/failures';
import { parentOf } from '../files/openFolders';
import { Tree } from '../files/tree';
import { ManifestFile } from '../format/manifest';
import { openToChange } from './openToChange';

const AT_ONCE = 8;

/** Files of a restore: made at their full size, and synced with mode and time when all chunks are in. */
export class FileOutput {
  private readonly folders = new Set<string>();
  private readonly finishing = new Set<Promise<void>>();
  private failure?: unknown;

  /** @param mounts - paths on which something is mounted */
  constructor(
    private readonly tree: Tree,
    private readonly mounts: ReadonlySet<string>,
  ) {}

  /** Make the file, or give it its new size. */
  async prepare(file: ManifestFile): Promise<void> {
    try {
      await this.makeFolder(parentOf(file.path));
      const handle = await openToChange(this.tree, file.path, this.mounts);
      try {
        await handle.truncate(file.size);
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw writeFailure(join(this.tree.root, file.path), error);
    }
  }

  /** In the background; `settle` waits for it. */
  async finish(file: ManifestFile): Promise<void> {
    while (this.finishing.size >= AT_ONCE) await Promise.race(this.finishing);
    const work = this.seal(file)
      .catch(error => {
        this.failure ??= writeFailure(join(this.tree.root, file.path), error);
      })
      .finally(() => this.finishing.delete(work));
    this.finishing.add(work);
    if (this.failure) throw this.failure;
  }

  async settle(): Promise<void> {
    await Promise.all(this.finishing);
    if (this.failure) throw this.failure;
    for (const folder of this.folders) await this.tree.sync(folder);
  }

  private async makeFolder(folder: string): Promise<void> {
    if (this.folders.has(folder)) return;
    await this.tree.makeFolder(folder);
    for (let path = folder; ; path = parentOf(path)) {
      this.folders.add(path);
      if (path === '') break;
    }
  }

  private async seal(file: ManifestFile): Promise<void> {
    const handle = await this.tree.openAlone(file.path, constants.O_RDONLY);
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
