import { Blake3Hasher } from '@napi-rs/blake-hash';
import type { LocalFile } from '../datadir/walk';
import { isUnchanged } from '../datadir/walk';
import { markerStamp } from '../datadir/marker';
import { ENTRY_BYTES, entryAt } from '../format/chunkIndex';
import {
  chunkCount,
  corrupt,
  type ManifestFile,
  throwIfAborted,
} from '@nodeyard/snapshot-store';
import { TaskGroup } from '../concurrency';
import { ChunkStream } from '../store/chunkStream';
import { PreviousChunks } from './previousChunks';
import type { FileProgress } from './chunkFetcher';
import { FileComparison } from './fileComparison';
import type { ReconcileTask, Reconciler } from './reconciler';
import { SEGMENT_BYTES } from './reconciler';

const MAX_SEGMENTS_IN_FLIGHT = 16;

/** Determine the missing chunks of all files, in the order of the manifest. */
export async function reconcile(
  task: ReconcileTask,
  reconciler: Reconciler,
): Promise<void> {
  const { manifest, signal } = task;
  const chunks = new ChunkStream(
    manifest.indexes,
    task.indexes,
    task.packNumber,
    signal,
  );
  const previous =
    task.previous &&
    new PreviousChunks(task.previous.manifest, task.previous.indexes);
  const ahead = new TaskGroup();
  for (const file of manifest.files) {
    throwIfAborted(signal, `at ${file.path}`);
    const count = chunkCount(file.size, file.chunkSize);
    if (task.only && !task.only.has(file.path)) {
      await chunks.skip(count);
      continue;
    }
    const local = task.present.get(file.path);
    const trusted = trustedFile(task, local);
    const work: FileProgress = {
      path: file.path,
      missing: 0,
      planned: false,
    };
    if (trusted && sameContent(trusted, file)) {
      await chunks.skip(count);
      reconciler.progress(file.size);
      await reconciler.onCompared(file, { ...work, planned: true }, 'same');
      continue;
    }
    const comparison = new FileComparison(task, reconciler, file, work, local);
    const comparable =
      trusted?.chunkSize === file.chunkSize ? trusted : undefined;
    if (comparable) await previous?.seek(file.path);
    await comparison.start();
    const segments: Promise<void>[] = [];
    const hasher = new Blake3Hasher();
    for (let at = 0; at < file.size; at += SEGMENT_BYTES) {
      throwIfAborted(signal, `at ${file.path}`);
      const entries = await chunks.take(
        chunkCount(Math.min(SEGMENT_BYTES, file.size - at), file.chunkSize),
      );
      assertMatchesManifest(file, at, entries, hasher);
      const known =
        comparable && (await previous?.take(entries.length / ENTRY_BYTES));
      const segment = comparison.compare(entries, at, known);
      segments.push(segment);
      ahead.add(segment);
      await ahead.waitForSlot(MAX_SEGMENTS_IN_FLIGHT);
    }
    if (hasher.digestBuffer().toString('hex') !== file.digest) {
      throw indexMismatch(file);
    }
    ahead.add(Promise.all(segments).then(() => comparison.finish()));
  }
  await ahead.drain();
}

/** The manifest's entry of the previous restore for a file that is unchanged since. */
export function trustedFile(
  { previous }: Pick<ReconcileTask, 'previous'>,
  local: LocalFile | undefined,
): ManifestFile | undefined {
  const marked = local && previous && markerStamp(previous.marker, local.path);
  return marked && isUnchanged(local, marked)
    ? previous?.files.get(local.path)
    : undefined;
}

/** The chunks of the indexes must be exactly those of the manifest. */
function assertMatchesManifest(
  file: ManifestFile,
  at: number,
  entries: Buffer,
  hasher: Blake3Hasher,
): void {
  for (let n = 0; n < entries.length / ENTRY_BYTES; n++) {
    const { digest, length } = entryAt(entries, n);
    const offset = at + n * file.chunkSize;
    if (length !== Math.min(file.chunkSize, file.size - offset)) {
      throw indexMismatch(file);
    }
    hasher.update(digest);
  }
}

function indexMismatch({ path }: ManifestFile) {
  return corrupt(
    'index-disagrees',
    `The indexes of the snapshot do not have the chunks that its manifest says for ${path}. Take another snapshot.`,
  );
}

export function sameContent(a: ManifestFile, b: ManifestFile): boolean {
  return (
    a.digest === b.digest && a.size === b.size && a.chunkSize === b.chunkSize
  );
}
