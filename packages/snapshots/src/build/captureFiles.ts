import { Blake3Hasher } from '@napi-rs/blake-hash';
import { join } from 'node:path';
import { LocalFile } from '../datadir/walk';
import { ENTRY_BYTES, entryAt } from '../format/chunkIndex';
import { DIGEST_BYTES } from '../format/digest';
import { CHUNK_BYTES, chunkCount, FINE_CHUNK_BYTES } from '../format/limits';
import { ManifestFile } from '../format/manifest';
import { OnProgress } from '../progress';
import { heed, Stopped } from '../stopped';
import { ChunkStream, indexesOf } from '../store/chunkStream';
import { Store } from '../store/store';
import { Pool } from '../workers/pool';
import { IndexWriter } from './indexWriter';
import { Inventory } from './inventory';
import { PackNumbers } from './packNumbers';
import { Parent, sourceOf } from './parent';

/** What one task reads. */
const STRETCH_BYTES = 32 * 1024 * 1024;
/** Stretches whose entries are kept until all before them have theirs. */
const STRETCHES_AHEAD = 64;
/** Entries that wait for packs; then the packs are written although they are not full. */
const MOST_BACKLOG_BYTES = 8 * 1024 * 1024;

interface Capture {
  datadir: string;
  files: readonly LocalFile[];
  parent?: Parent;
  rescan?: boolean;
  store: Store;
  present: Inventory;
  packs: PackNumbers;
  pool: Pool;
  indexes: IndexWriter;
  signal?: AbortSignal;
  onProgress?: OnProgress;
}

/** Read what has changed, store what is new, and hand all entries to the index writer in the order of the files. */
export async function captureFiles(
  capture: Capture,
): Promise<{ files: ManifestFile[]; readBytes: number }> {
  const { files, indexes, pool, signal } = capture;
  const parentChunks = new ParentChunks(capture);
  const totalBytes = files.reduce((total, file) => total + file.size, 0);
  const captured: ManifestFile[] = [];
  let doneBytes = 0;
  let readBytes = 0;
  let ahead = 0;
  let order: Promise<void> = Promise.resolve();
  const inOrder = (work: () => Promise<void> | void) => {
    order = order.then(work);
    order.catch(() => {});
  };

  for (const file of files) {
    const chunkSize = file.path.endsWith('.dat')
      ? FINE_CHUNK_BYTES
      : CHUNK_BYTES;
    const chunks = chunkCount(file.size, chunkSize);
    const hasher = new Blake3Hasher();
    await parentChunks.goTo(file.path, chunkSize);
    const unchanged =
      !capture.rescan && (capture.parent?.isUnchanged(file) ?? false);
    inOrder(() => indexes.startFile(chunks));
    for (let offset = 0; offset < file.size; offset += STRETCH_BYTES) {
      heed(
        signal,
        `at ${file.path}, ${Math.round(
          (100 * doneBytes) / totalBytes,
        )} % of the datadir`,
      );
      const length = Math.min(STRETCH_BYTES, file.size - offset);
      const before = await parentChunks.take(chunkCount(length, chunkSize));
      const reused =
        unchanged &&
        before !== undefined &&
        before.length === chunkCount(length, chunkSize) * ENTRY_BYTES &&
        parentChunks.arePresent(before);
      const parent = parentChunks.usable(before);
      const task = {
        kind: 'store',
        path: join(capture.datadir, file.path),
        offset,
        length,
        chunkSize,
        parent,
      } as const;
      const entries = reused
        ? { answer: Promise.resolve({ entries: before, readBytes: 0 }) }
        : await pool.start<'store'>(task);
      ahead++;
      inOrder(async () => {
        const stored = await entries.answer;
        const bytes = Buffer.from(
          stored.entries.buffer,
          stored.entries.byteOffset,
          stored.entries.length,
        );
        capture.packs.use(bytes);
        hasher.update(digestsOf(bytes));
        await indexes.add(bytes);
        readBytes += stored.readBytes;
        doneBytes += length;
        ahead--;
        capture.onProgress?.({ phase: 'read', doneBytes, totalBytes });
      });
      if (ahead > STRETCHES_AHEAD) await order;
      if (indexes.backlogBytes > MOST_BACKLOG_BYTES)
        await pool.everyThread({ kind: 'flush' });
    }
    inOrder(() => {
      indexes.endFile(file.path, chunks);
      captured.push({
        path: file.path,
        size: file.size,
        mode: file.mode,
        mtime: String(file.mtime),
        source: sourceOf(file),
        chunkSize,
        digest: hasher.digestBuffer().toString('hex'),
      });
    });
  }
  await order;
  return { files: captured, readBytes };
}

function digestsOf(entries: Buffer): Buffer {
  const count = entries.length / ENTRY_BYTES;
  const digests = Buffer.alloc(count * DIGEST_BYTES);
  for (let n = 0; n < count; n++)
    entryAt(entries, n).digest.copy(digests, n * DIGEST_BYTES);
  return digests;
}

/** The parent's chunks, walked along as the files are: both are in the order of paths. */
class ParentChunks {
  private readonly stream?: ChunkStream;
  private next = 0;
  private left = 0;
  private broken = false;

  constructor(private readonly capture: Capture) {
    const { parent, store, packs, signal } = capture;
    if (parent)
      this.stream = new ChunkStream(
        parent.manifest.indexes,
        indexesOf(store),
        digest => packs.of(digest),
        signal,
      );
  }

  /** Go to the file of this path in the parent, if it has one that is cut in the same way. */
  async goTo(path: string, chunkSize: number): Promise<void> {
    const { parent } = this.capture;
    if (!this.stream || !parent) return;
    const file = parent.file(path);
    await this.pass(this.left);
    this.left = 0;
    if (!file) return;
    while (parent.manifest.files[this.next].path !== path)
      await this.passFile();
    if (file.chunkSize === chunkSize)
      this.left = chunkCount(file.size, chunkSize);
    else await this.pass(chunkCount(file.size, file.chunkSize));
    this.next++;
  }

  async take(count: number): Promise<Buffer | undefined> {
    const taken = Math.min(count, this.left);
    if (!this.stream || this.broken || taken === 0) return undefined;
    this.left -= taken;
    return this.orBroken(this.stream.take(taken));
  }

  /** Whether all packs of these entries are in the store. */
  arePresent(entries: Buffer): boolean {
    for (let n = 0; n < entries.length / ENTRY_BYTES; n++)
      if (!this.isPresent(entryAt(entries, n).pack)) return false;
    return true;
  }

  /** The entries for comparison in place, unless a pack of theirs is gone: then its chunks must be stored again. */
  usable(entries: Buffer | undefined): Buffer | undefined {
    return entries && this.arePresent(entries) ? entries : undefined;
  }

  private isPresent(pack: number): boolean {
    return this.capture.present.packs.has(
      this.capture.packs.digest(pack) ?? '',
    );
  }

  private async passFile(): Promise<void> {
    const file = this.capture.parent?.manifest.files[this.next++];
    if (file) await this.pass(chunkCount(file.size, file.chunkSize));
  }

  private async pass(count: number): Promise<void> {
    if (this.stream && !this.broken && count > 0)
      await this.orBroken(this.stream.skip(count));
  }

  /** A damaged index of the parent costs time, not the build: from there on, everything is read. */
  private async orBroken<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof Stopped) || error.kind !== 'corrupt') throw error;
      this.broken = true;
      return undefined;
    }
  }
}
