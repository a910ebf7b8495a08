import { Blake3Hasher } from '@napi-rs/blake-hash';
import { LocalFile } from '../datadir/walk';
import { ENTRY_BYTES, entryAt } from '../format/chunkIndex';
import { DIGEST_BYTES } from '../format/digest';
import { CHUNK_BYTES, chunkCount, FINE_CHUNK_BYTES } from '../format/limits';
import { ManifestFile } from '../format/manifest';
import { OnProgress } from '../progress';
import { InOrder } from '../background';
import { heed } from '../stopped';
import { Store } from '../store/store';
import { Pool } from '../workers/pool';
import { IndexWriter } from './indexWriter';
import { Inventory } from './inventory';
import { PackNumbers } from './packNumbers';
import { Parent, sourceOf } from './parent';
import { ParentChunks } from './parentChunks';

/** What one task reads. */
const STRETCH_BYTES = 32 * 1024 * 1024;
/** Stretches whose entries are kept until all before them have theirs. */
const STRETCHES_AHEAD = 64;
/** Entries that wait for packs; then the packs are written although they are not full. */
const MOST_BACKLOG_BYTES = 8 * 1024 * 1024;

/** Everything that capturing works with. */
export interface Capture {
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
  const tally = { doneBytes: 0, readBytes: 0 };
  const steps = new InOrder();

  for (const file of files) {
    const chunkSize = file.path.endsWith('.dat')
      ? FINE_CHUNK_BYTES
      : CHUNK_BYTES;
    const chunks = chunkCount(file.size, chunkSize);
    const hasher = new Blake3Hasher();
    await parentChunks.goTo(file.path, chunkSize);
    const unchanged =
      !capture.rescan && (capture.parent?.isUnchanged(file) ?? false);
    steps.add(() => indexes.startFile(chunks));
    for (let offset = 0; offset < file.size; offset += STRETCH_BYTES) {
      heed(
        signal,
        `at ${file.path}, ${Math.round(
          (100 * tally.doneBytes) / totalBytes,
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
        path: file.path,
        offset,
        length,
        chunkSize,
        parent,
      } as const;
      const entries = reused
        ? { answer: Promise.resolve({ entries: before, readBytes: 0 }) }
        : await pool.start<'store'>(task);
      steps.add(async () => {
        const stored = await entries.answer;
        const bytes = Buffer.from(
          stored.entries.buffer,
          stored.entries.byteOffset,
          stored.entries.length,
        );
        capture.packs.use(bytes);
        hasher.update(digestsOf(bytes));
        await indexes.add(bytes);
        tally.readBytes += stored.readBytes;
        tally.doneBytes += length;
        capture.onProgress?.({
          phase: 'read',
          doneBytes: tally.doneBytes,
          totalBytes,
        });
      });
      await steps.room(STRETCHES_AHEAD);
      if (indexes.backlogBytes > MOST_BACKLOG_BYTES)
        await pool.everyThread({ kind: 'flush' });
    }
    steps.add(() => {
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
  await steps.room(0);
  return { files: captured, readBytes: tally.readBytes };
}

function digestsOf(entries: Buffer): Buffer {
  const count = entries.length / ENTRY_BYTES;
  const digests = Buffer.alloc(count * DIGEST_BYTES);
  for (let n = 0; n < count; n++)
    entryAt(entries, n).digest.copy(digests, n * DIGEST_BYTES);
  return digests;
}
