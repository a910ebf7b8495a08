import { createHash, randomUUID } from 'node:crypto';
import { constants, createWriteStream, promises as fs } from 'node:fs';
import { basename } from 'node:path';
import { Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import { Header, Pax } from 'tar';
import {
  assertUnchanged,
  filesToCapture,
  type CaptureSource,
} from '../builder/source';
import { mapFsErrors, toWriteError } from '../datadir/fsErrors';
import type { LocalFile } from '../datadir/walk';
import {
  refused,
  type Result,
  throwIfAborted,
  toResult,
} from '@nodeyard/snapshot-store';
import {
  noExternalFolders,
  resolveExternalFolders,
  type ExternalFolders,
} from '../files/externalFolders';
import { withTree, type Tree } from '../files/tree';
import type { OnProgress } from '../progress';

const BLOCK_BYTES = 512;
const READ_BYTES = 1024 * 1024;

/** @public */
export const archiveFormats = ['tar', 'tar.zst'] as const;

/** @public */
export interface ExportOptions {
  datadir: string;
  client: string;
  format: (typeof archiveFormats)[number];
  /** File to create; `<file>.sha256` is written beside it. */
  to: string;
  scheme?: string;
  external?: ExternalFolders;
  exclude?: readonly string[];
  signal?: AbortSignal;
  onProgress?: OnProgress;
}

/** @public */
export interface ExportResult {
  archive: string;
  files: number;
  bytes: number;
  archiveBytes: number;
  sha256: string;
}

/**
 * Write a datadir that was shut down cleanly to a tar file, by the rules of `build`: without secrets, locks and peers.
 *
 * The file appears under its name when it is complete. @public
 */
export function exportArchive(
  options: ExportOptions,
): Promise<Result<ExportResult>> {
  return toResult(() =>
    mapFsErrors(options.datadir, () => writeArchive(options)),
  );
}

async function writeArchive(options: ExportOptions): Promise<ExportResult> {
  const { datadir, client, to } = options;
  const external = await resolveExternalFolders(
    datadir,
    client,
    options.external ?? noExternalFolders,
    { followLinks: true },
  );
  const source: CaptureSource = {
    datadir,
    client,
    scheme: options.scheme ?? null,
    external,
    exclude: options.exclude ?? [],
  };
  const files = await filesToCapture(source);
  const temporary = `${to}.${randomUUID()}.tmp`;
  const hash = createHash('sha256');
  let archiveBytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      archiveBytes += chunk.length;
      done(null, chunk);
    },
  });
  try {
    await mapFsErrors(
      to,
      () =>
        withTree(
          datadir,
          tree =>
            write(
              Readable.from(tarOf(tree, files, options)),
              options.format,
              counted,
              createWriteStream(temporary, { flags: 'wx', flush: true }),
            ),
          external,
        ),
      toWriteError,
    );
    await assertUnchanged(source, files);
    const sha256 = hash.digest('hex');
    await fs.writeFile(`${to}.sha256`, `${sha256}  ${basename(to)}\n`);
    await fs.rename(temporary, to);
    return {
      archive: to,
      files: files.length,
      bytes: files.reduce((total, { size }) => total + size, 0),
      archiveBytes,
      sha256,
    };
  } finally {
    await fs.rm(temporary, { force: true });
  }
}

function write(
  tar: Readable,
  format: ExportOptions['format'],
  counted: Transform,
  file: Writable,
): Promise<void> {
  return format === 'tar.zst'
    ? pipeline(tar, createZstdCompress(), counted, file)
    : pipeline(tar, counted, file);
}

async function* tarOf(
  tree: Tree,
  files: readonly LocalFile[],
  { signal, onProgress }: ExportOptions,
): AsyncGenerator<Buffer> {
  const totalBytes = files.reduce((total, { size }) => total + size, 0);
  let doneBytes = 0;
  for (const file of files) {
    throwIfAborted(signal, `at ${file.path}`);
    yield headerOf(file);
    const handle = await tree.open(file.path, constants.O_RDONLY);
    try {
      for (let at = 0; at < file.size; ) {
        const length = Math.min(READ_BYTES, file.size - at);
        const { buffer, bytesRead } = await handle.read(
          Buffer.allocUnsafe(length),
          0,
          length,
          at,
        );
        if (bytesRead === 0) {
          throw refused(
            'datadir-changed',
            `${file.path} became shorter while it was read: a node is writing to it. Stop it cleanly and run the command again.`,
          );
        }
        at += bytesRead;
        doneBytes += bytesRead;
        yield buffer.subarray(0, bytesRead);
        onProgress?.({ phase: 'read', doneBytes, totalBytes });
      }
    } finally {
      await handle.close();
    }
    yield Buffer.alloc((BLOCK_BYTES - (file.size % BLOCK_BYTES)) % BLOCK_BYTES);
  }
  yield Buffer.alloc(2 * BLOCK_BYTES);
}

/** With a pax header where name or size do not fit; no owner, so that archives of equal datadirs are equal. */
function headerOf({ path, size, mode, mtime }: LocalFile): Buffer {
  const facts = {
    path,
    size,
    mode,
    mtime: new Date(Number(mtime / 1_000_000n)),
    uid: 0,
    gid: 0,
    type: 'File' as const,
  };
  const header = new Header(facts);
  const block = Buffer.alloc(BLOCK_BYTES);
  const needsPax = header.encode(block);
  return needsPax
    ? Buffer.concat([
        new Pax({ path, size, mtime: facts.mtime }).encode(),
        block,
      ])
    : block;
}
