import { Blake3Hasher } from '@napi-rs/blake-hash';
import { isUntouched, LocalFile } from '../datadir/walk';
import { markedFile } from '../datadir/marker';
import { ENTRY_BYTES, entryAt } from '../format/chunkIndex';
import { chunkCount } from '../format/limits';
import { ManifestFile } from '../format/manifest';
import { Background } from '../background';
import { corrupt, heed } from '../stopped';
import { ChunkStream } from '../store/chunkStream';
import { OldChunks } from './oldChunks';
import { FileInWork } from './fetches';
import { FileLook } from './fileLook';
import { Reconciled, Reconciler, STRETCH_BYTES } from './reconciler';

const STRETCHES_AHEAD = 16;

/** Find out, file by file in the manifest's order, which chunks are missing. */
export async function reconcile(
  task: Reconciled,
  reconciler: Reconciler,
): Promise<void> {
  const { manifest, signal } = task;
  const chunks = new ChunkStream(
    manifest.indexes,
    task.indexes,
    task.packNumber,
    signal,
  );
  const old =
    task.before && new OldChunks(task.before.manifest, task.before.indexes);
  const ahead = new Background();
  for (const file of manifest.files) {
    heed(signal, `at ${file.path}`);
    const count = chunkCount(file.size, file.chunkSize);
    if (task.only && !task.only.has(file.path)) {
      await chunks.skip(count);
      continue;
    }
    const local = task.present.get(file.path);
    const trusted = trustedFile(task, local);
    const work: FileInWork = {
      path: file.path,
      missing: 0,
      planned: false,
    };
    if (trusted && sameContent(trusted, file)) {
      await chunks.skip(count);
      reconciler.progress(file.size);
      await reconciler.looked(file, { ...work, planned: true }, 'same');
      continue;
    }
    const looker = new FileLook(task, reconciler, file, work, local);
    const comparable =
      trusted?.chunkSize === file.chunkSize ? trusted : undefined;
    if (comparable) await old?.goTo(file.path);
    await looker.begin();
    const stretches: Promise<void>[] = [];
    const hasher = new Blake3Hasher();
    for (let at = 0; at < file.size; at += STRETCH_BYTES) {
      heed(signal, `at ${file.path}`);
      const entries = await chunks.take(
        chunkCount(Math.min(STRETCH_BYTES, file.size - at), file.chunkSize),
      );
      assertAgrees(file, at, entries, hasher);
      const known =
        comparable && (await old?.take(entries.length / ENTRY_BYTES));
      const stretch = looker.look(entries, at, known);
      stretches.push(stretch);
      ahead.add(stretch);
      await ahead.room(STRETCHES_AHEAD);
    }
    if (hasher.digestBuffer().toString('hex') !== file.digest)
      throw disagreement(file);
    ahead.add(Promise.all(stretches).then(() => looker.end()));
  }
  await ahead.all();
}

/** What the datadir's last restore made of a file, if it is as it was then. */
export function trustedFile(
  { before }: Pick<Reconciled, 'before'>,
  local: LocalFile | undefined,
): ManifestFile | undefined {
  const marked = local && before && markedFile(before.marker, local.path);
  return marked && isUntouched(local, marked)
    ? before?.files.get(local.path)
    : undefined;
}

/** An index must have exactly the chunks that the manifest says, or what is written would not be the file. */
function assertAgrees(
  file: ManifestFile,
  at: number,
  entries: Buffer,
  hasher: Blake3Hasher,
): void {
  for (let n = 0; n < entries.length / ENTRY_BYTES; n++) {
    const { digest, length } = entryAt(entries, n);
    const offset = at + n * file.chunkSize;
    if (length !== Math.min(file.chunkSize, file.size - offset)) {
      throw disagreement(file);
    }
    hasher.update(digest);
  }
}

function disagreement({ path }: ManifestFile) {
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
