import { z } from 'zod';
import { mapFsErrors } from '../datadir/fsErrors';
import { historyLabel } from '../datadir/history';
import type { LocalFile } from '../datadir/walk';
import {
  cancelled,
  canonicalJson,
  type ChainFacts,
  chunkCount,
  firstIssue,
  instant,
  keys,
  type Manifest,
  manifestDigest,
  manifestSchema,
  openStore,
  refused,
  type Result,
  SnapshotError,
  snapshotId,
  type Store,
  type StoreLocation,
  throwIfAborted,
  toResult,
} from '@nodeyard/snapshot-store';
import type { OnProgress } from '../progress';
import {
  noExternalFolders,
  resolveExternalFolders,
  type ExternalFolders,
} from '../files/externalFolders';
import { DEFAULT_THREADS, Pool } from '../workers/pool';
import { captureFiles } from './captureFiles';
import { IndexWriter } from './indexWriter';
import { listInventory } from './inventory';
import { collectKnownChunks } from './collectKnownChunks';
import { PackNumbers } from './packNumbers';
import type { Parent } from './parent';
import { findParent } from './parent';
import { startHeartbeat } from './heartbeat';
import type { CaptureSource } from './source';
import { assertUnchanged, filesToCapture } from './source';

/** @public */
export interface BuildOptions {
  store: StoreLocation;
  datadir: string;
  facts: ChainFacts;
  /** Name and version of the writer. */
  tool: string;
  /** Folders of the datadir that are elsewhere; those behind symbolic links are found. */
  external?: ExternalFolders;
  /** Globs of further files to exclude. */
  exclude?: readonly string[];
  /** Read every file, even those that are unchanged by their stat. */
  force?: boolean;
  /** Run all checks that neither read files nor write to the store. */
  dryRun?: boolean;
  threads?: number;
  signal?: AbortSignal;
  onProgress?: OnProgress;
  now?: () => number;
}

/** @public */
export interface BuildResult {
  /** Undefined for a dry run. */
  snapshot?: string;
  block: number;
  files: number;
  bytes: number;
  /** Bytes that were read; the rest was unchanged since the parent. */
  readBytes: number;
  /** Bytes that were added to packs. */
  newBytes: number;
  parent: string | null;
  /** Snapshots newer than the parent whose manifest or indexes are missing or damaged. */
  broken: string[];
}

const FLUSH_TIMEOUT_MS = 10_000;

/**
 * Take a snapshot of a datadir that was shut down cleanly.
 *
 * The packs of a killed build are reused by the next one.
 */
export function build(options: BuildOptions): Promise<Result<BuildResult>> {
  const { datadir, facts, now = Date.now } = options;
  return toResult(() =>
    mapFsErrors(datadir, async () => {
      const external = await resolveExternalFolders(
        datadir,
        facts.client,
        options.external ?? noExternalFolders,
        { followLinks: true },
      );
      const source = {
        datadir,
        client: facts.client,
        scheme: facts.scheme,
        external,
        exclude: options.exclude ?? [],
      };
      const files = await filesToCapture(source);
      const history = await historyLabel(datadir, facts, external);
      const labelled = { ...options, facts: { ...facts, history } };
      const store = await openStore(options.store, facts.network, facts.client);
      try {
        if (options.dryRun) return await dryRunResult(store, labelled, files);
        const heartbeat = await startHeartbeat(store, now);
        try {
          return await capture(store, labelled, source, files, now);
        } finally {
          await heartbeat.stop();
        }
      } finally {
        store.close();
      }
    }),
  );
}

async function dryRunResult(
  store: Store,
  { facts, force, signal }: BuildOptions,
  files: readonly LocalFile[],
): Promise<BuildResult> {
  const { parent, broken } = await findParent(
    store,
    facts,
    await listInventory(store, signal),
    signal,
  );
  const readBytes = totalSize(
    files.filter(file => force || !parent?.isUnchanged(file)),
  );
  return {
    block: facts.block.number,
    files: files.length,
    bytes: totalSize(files),
    readBytes,
    newBytes: 0,
    parent: parent?.id ?? null,
    broken,
  };
}

async function capture(
  store: Store,
  options: BuildOptions,
  source: CaptureSource,
  files: readonly LocalFile[],
  now: () => number,
): Promise<BuildResult> {
  const { facts, signal } = options;
  const packs = new PackNumbers();
  const present = await listInventory(store, signal);
  const { parent, broken } = await findParent(store, facts, present, signal);
  const known = await collectKnownChunks(
    store,
    parent,
    present,
    packs,
    now(),
    signal,
  );
  const indexes = new IndexWriter(store, packs, present.indexes);
  let newBytes = 0;
  const pool = new Pool(
    options.threads ?? DEFAULT_THREADS,
    {
      location: options.store,
      network: facts.network,
      client: facts.client,
      root: options.datadir,
      external: source.external,
      packCounter: packs.counter,
      knownChunks: known.memory,
    },
    signal,
    written => {
      packs.recordWritten(written);
      present.packs.set(written.digest, {
        size: written.bytes,
        modifiedAt: now(),
      });
      newBytes += written.bytes;
    },
  );
  try {
    const captured = await captureFiles({
      files,
      parent,
      force: options.force,
      store,
      present,
      packs,
      pool,
      indexes,
      signal,
      onProgress: options.onProgress,
    });
    await pool.broadcast({ kind: 'flush' });
    const listed = await indexes.finish();
    throwIfAborted(signal, 'before the manifest was written');
    await assertUnchanged(source, files);
    const manifest = createManifest(
      facts,
      options.tool,
      now(),
      parent,
      captured.files,
      listed,
      newBytes,
    );
    await assertObjectsPresent(store, packs, listed, signal);
    const id = await writeManifest(store, manifest);
    return {
      snapshot: id,
      block: facts.block.number,
      files: files.length,
      bytes: manifest.totals.bytes,
      readBytes: captured.readBytes,
      newBytes,
      parent: manifest.parent,
      broken,
    };
  } catch (error) {
    throw error instanceof SnapshotError && error.kind === 'cancelled'
      ? await flushPendingPacks(pool, error, newBytes)
      : error;
  } finally {
    await pool.end();
  }
}

/** A cancelled build writes its pending packs, if that takes no longer than `FLUSH_TIMEOUT_MS`. */
async function flushPendingPacks(
  pool: Pool,
  stopped: SnapshotError,
  bytesBefore: number,
): Promise<SnapshotError> {
  const moment = new Promise<void>(resolve =>
    setTimeout(resolve, FLUSH_TIMEOUT_MS).unref(),
  );
  await Promise.race([
    pool.broadcast({ kind: 'flush' }).catch(() => {}),
    moment,
  ]);
  return bytesBefore === 0
    ? stopped
    : cancelled(
        `${stopped.message} The data stored so far (${Math.round(
          bytesBefore / 2 ** 20,
        )} MiB) will be reused.`,
      );
}

function createManifest(
  facts: ChainFacts,
  tool: string,
  now: number,
  parent: Parent | undefined,
  files: Manifest['files'],
  indexes: Manifest['indexes'],
  newBytes: number,
): Manifest {
  const chunks = files.reduce(
    (total, file) => total + chunkCount(file.size, file.chunkSize),
    0,
  );
  const stated: Omit<Manifest, 'digest'> = {
    format: 'nodeyard-snapshot/1',
    ...facts,
    createdAt: instant(now),
    tool,
    parent: parent?.id ?? null,
    files,
    indexes,
    totals: { files: files.length, bytes: totalSize(files), chunks, newBytes },
  };
  const checked = manifestSchema.safeParse({
    ...stated,
    digest: manifestDigest(stated),
  });
  if (checked.success) return checked.data;
  const { path } = firstIssue(checked.error);
  throw refused(
    'facts',
    `${path.join('.')} cannot be put into a manifest: ${
      z.prettifyError(checked.error).split('\n')[0]
    }. Correct the option that gives it.`,
  );
}

/** Last check before the manifest is written: a concurrent sweep must not have removed a referenced object. */
async function assertObjectsPresent(
  store: Store,
  packs: PackNumbers,
  indexes: Manifest['indexes'],
  signal?: AbortSignal,
): Promise<void> {
  const now = await listInventory(store, signal);
  const pack = packs.usedDigests().find(digest => !now.packs.has(digest));
  const index = indexes.find(({ digest }) => !now.indexes.has(digest));
  const gone = pack ? keys.pack(pack) : index && keys.index(index.digest);
  if (gone) {
    throw refused(
      'store-swept',
      `${gone} was removed from ${store.url} during the build. Run the command again.`,
    );
  }
}

async function writeManifest(
  store: Store,
  manifest: Manifest,
): Promise<string> {
  const id = snapshotId(manifest);
  const bytes = Buffer.from(`${canonicalJson(manifest)}\n`);
  if (
    await store.write(keys.manifest(id), bytes, { condition: { absent: true } })
  ) {
    return id;
  }
  const there = await store.read(keys.manifest(id));
  if (there?.bytes.equals(bytes)) return id;
  throw refused(
    'snapshot-exists',
    `${keys.manifest(id)} exists already in ${
      store.url
    } and is another one. Run the command again.`,
  );
}

function totalSize(files: readonly { size: number }[]): number {
  return files.reduce((total, file) => total + file.size, 0);
}
