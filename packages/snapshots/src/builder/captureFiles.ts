import { Blake3Hasher } from '@napi-rs/blake-hash';
import { ENTRY_BYTES, entryAt } from '../format/chunkIndex';
import {
  DIGEST_BYTES,
  CHUNK_BYTES,
  chunkCount,
  FINE_CHUNK_BYTES,
  type ManifestFile,
  throwIfAborted,
} from '@nodeyard/snapshot-store';
import { SequentialQueue } from '../concurrency';
import type { CaptureContext } from './captureContext';
import { fileIdentity } from './parent';
import { ParentChunks } from './parentChunks';

/** Bytes that one task reads. */
const SEGMENT_BYTES = 32 * 1024 * 1024;
/** Segments whose entries are buffered until all earlier ones are complete. */
const MAX_SEGMENTS_IN_FLIGHT = 64;
/** Buffered entries above which packs are flushed before they are full. */
const MAX_BACKLOG_BYTES = 8 * 1024 * 1024;

/** Read changed files, store new chunks, and pass all entries to the index writer in the order of the files. */
export async function captureFiles(
  capture: CaptureContext,
): Promise<{ files: ManifestFile[]; readBytes: number }> {
  const { files, indexes, pool, signal } = capture;
  const parentChunks = new ParentChunks(capture);
  const totalBytes = files.reduce((total, file) => total + file.size, 0);
  const captured: ManifestFile[] = [];
  const tally = { doneBytes: 0, readBytes: 0 };
  const steps = new SequentialQueue();

  for (const file of files) {
    const chunkSize = file.path.endsWith('.dat')
      ? FINE_CHUNK_BYTES
      : CHUNK_BYTES;
    const chunks = chunkCount(file.size, chunkSize);
    const hasher = new Blake3Hasher();
    await parentChunks.seek(file.path, chunkSize);
    const unchanged =
      !capture.force && (capture.parent?.isUnchanged(file) ?? false);
    steps.add(() => indexes.startFile(chunks));
    for (let offset = 0; offset < file.size; offset += SEGMENT_BYTES) {
      throwIfAborted(
        signal,
        `at ${file.path}, ${Math.round(
          (100 * tally.doneBytes) / totalBytes,
        )} % of the datadir`,
      );
      const length = Math.min(SEGMENT_BYTES, file.size - offset);
      const before = await parentChunks.take(chunkCount(length, chunkSize));
      const reused =
        unchanged &&
        before !== undefined &&
        before.length === chunkCount(length, chunkSize) * ENTRY_BYTES &&
        parentChunks.allPacksPresent(before);
      const parent = parentChunks.ifPacksPresent(before);
      const task = {
        kind: 'store',
        path: file.path,
        offset,
        length,
        chunkSize,
        parent,
      } as const;
      const entries = reused
        ? { result: Promise.resolve({ entries: before, readBytes: 0 }) }
        : await pool.submit<'store'>(task);
      steps.add(async () => {
        const stored = await entries.result;
        const bytes = Buffer.from(
          stored.entries.buffer,
          stored.entries.byteOffset,
          stored.entries.length,
        );
        capture.packs.markUsed(bytes);
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
      await steps.waitForSlot(MAX_SEGMENTS_IN_FLIGHT);
      if (indexes.backlogBytes > MAX_BACKLOG_BYTES) {
        await pool.broadcast({ kind: 'flush' });
      }
    }
    steps.add(() => {
      indexes.endFile(file.path, chunks);
      captured.push({
        path: file.path,
        size: file.size,
        mode: file.mode,
        mtime: String(file.mtime),
        source: fileIdentity(file),
        chunkSize,
        digest: hasher.digestBuffer().toString('hex'),
      });
    });
  }
  await steps.waitForSlot(0);
  return { files: captured, readBytes: tally.readBytes };
}

function digestsOf(entries: Buffer): Buffer {
  const count = entries.length / ENTRY_BYTES;
  const digests = Buffer.alloc(count * DIGEST_BYTES);
  for (let n = 0; n < count; n++) {
    entryAt(entries, n).digest.copy(digests, n * DIGEST_BYTES);
  }
  return digests;
}
