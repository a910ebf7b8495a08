import { constants, promises as fs } from 'node:fs';
import { dirname, join } from 'node:path';
import { ManifestFile } from '../format/manifest';
import { syncFolder } from '../store/fileStore';
import { writeFailure } from '../workers/fetch';

const AT_ONCE = 8;

/** Files of a restore: made at their full size, and synced with mode and time when all chunks are in. */
export class FileOutput {
  private readonly folders = new Set<string>();
  private readonly finishing = new Set<Promise<void>>();
  private failure?: unknown;

  constructor(private readonly root: string) {}

  /** Make the file, or give it its new size. */
  async prepare(file: ManifestFile): Promise<void> {
    const target = join(this.root, file.path);
    try {
      await this.makeFolder(dirname(target));
      const handle = await fs.open(
        target,
        constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW,
        0o600,
      );
      try {
        await handle.truncate(file.size);
      } finally {
        await handle.close();
      }
    } catch (error) {
      throw writeFailure(target, error);
    }
  }

  /** In the background; `settle` waits for it. */
  async finish(file: ManifestFile): Promise<void> {
    while (this.finishing.size >= AT_ONCE) await Promise.race(this.finishing);
    const work = this.seal(file)
      .catch(error => {
        this.failure ??= writeFailure(join(this.root, file.path), error);
      })
      .finally(() => this.finishing.delete(work));
    this.finishing.add(work);
    if (this.failure) throw this.failure;
  }

  async settle(): Promise<void> {
    await Promise.all(this.finishing);
    if (this.failure) throw this.failure;
    for (const folder of this.folders) await syncFolder(folder);
  }

  private async makeFolder(folder: string): Promise<void> {
    if (this.folders.has(folder)) return;
    await fs.mkdir(folder, { recursive: true });
    for (
      let path = folder;
      path.length >= this.root.length;
      path = dirname(path)
    )
      this.folders.add(path);
  }

  private async seal(file: ManifestFile): Promise<void> {
    const handle = await fs.open(
      join(this.root, file.path),
      constants.O_RDWR | constants.O_NOFOLLOW,
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
