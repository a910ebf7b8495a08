import { z } from 'zod';
import { refusing } from '../datadir/failures';
import { historyLabel } from '../datadir/history';
import { LocalFile } from '../datadir/walk';
import { canonicalJson } from '../format/canonicalJson';
import { instant } from '../format/documents';
import { keys } from '../format/keys';
import { chunkCount } from '../format/limits';
import {
  Manifest,
  manifestDigest,
  manifestSchema,
  snapshotId,
} from '../format/manifest';
import { OnProgress } from '../progress';
import {
  cancelled,
  heed,
  Outcome,
  refused,
  settled,
  Stopped,
} from '../stopped';
import { openStore } from '../store/openStore';
import { Store, StoreLocation } from '../store/store';
import { DEFAULT_THREADS, Pool } from '../workers/pool';
import { captureFiles } from './captureFiles';
import { IndexWriter } from './indexWriter';
import { inventory } from './inventory';
import { knownChunks } from './known';
import { PackNumbers } from './packNumbers';
import { newestParent, Parent } from './parent';
import { showSign } from './sign';
import { assertUnchanged, filesToCapture, Source } from './source';

/** What a snapshot says of the node that it was taken from. @public */
export type ChainFacts = Pick<
  Manifest,
  | 'network'
  | 'chainId'
  | 'genesisHash'
  | 'client'
  | 'clientVersion'
  | 'scheme'
  | 'history'
  | 'block'
>;

/** @public */
export interface BuildOptions {
  store: StoreLocation;
  datadir: string;
  facts: ChainFacts;
  /** Name and version of the writer. */
  tool: string;
  /** Globs to leave out on top of what is never stored. */
  exclude?: readonly string[];
  /** Read every file, even those that are unchanged by their stat. */
  rescan?: boolean;
  /** Check everything that can be checked without reading files or writing to the store. */
  dryRun?: boolean;
  threads?: number;
  signal?: AbortSignal;
  onProgress?: OnProgress;
  now?: () => number;
}

/** @public */
export interface Built {
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
  /** Newer snapshots than the parent whose manifest or indexes are lost or damaged. */
  broken: string[];
}

const KEPT_FOR_ADOPTION_MS = 10_000;

/**
 * Take a snapshot of a cleanly stopped datadir.
 *
 * A build that was killed left packs behind; the next one adopts them and stores only what is missing.
 */
export function build(options: BuildOptions): Promise<Outcome<Built>> {
  const { datadir, facts, now = Date.now } = options;
  return settled(() =>
    refusing(datadir, async () => {
      const source = {
        datadir,
        client: facts.client,
        scheme: facts.scheme,
        exclude: options.exclude ?? [],
      };
      const files = await filesToCapture(source);
      const history = await historyLabel(datadir, facts);
      const labelled = { ...options, facts: { ...facts, history } };
      const store = await openStore(options.store, facts.network, facts.client);
      try {
        if (options.dryRun) return await rehearsal(store, labelled, files);
        const sign = await showSign(store, now);
        try {
          return await capture(store, labelled, source, files, now);
        } finally {
          await sign.remove();
        }
      } finally {
        store.close();
      }
    }),
  );
}

async function rehearsal(
  store: Store,
  { facts, rescan, signal }: BuildOptions,
  files: readonly LocalFile[],
): Promise<Built> {
  const { parent, broken } = await newestParent(
    store,
    facts,
    await inventory(store, signal),
    signal,
  );
  const readBytes = sum(
    files.filter(file => rescan || !parent?.isUnchanged(file)),
  );
  return {
    block: facts.block.number,
    files: files.length,
    bytes: sum(files),
    readBytes,
    newBytes: 0,
    parent: parent?.id ?? null,
    broken,
  };
}

async function capture(
  store: Store,
  options: BuildOptions,
  source: Source,
  files: readonly LocalFile[],
  now: () => number,
): Promise<Built> {
  const { facts, signal } = options;
  const packs = new PackNumbers();
  const present = await inventory(store, signal);
  const { parent, broken } = await newestParent(store, facts, present, signal);
  const known = await knownChunks(store, parent, present, packs, now(), signal);
  const indexes = new IndexWriter(store, packs, present.indexes);
  let newBytes = 0;
  const pool = new Pool(
    options.threads ?? DEFAULT_THREADS,
    {
      location: options.store,
      network: facts.network,
      client: facts.client,
      root: options.datadir,
      packCounter: packs.counter,
      knownChunks: known.memory,
    },
    signal,
    written => {
      packs.written(written);
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
      rescan: options.rescan,
      store,
      present,
      packs,
      pool,
      indexes,
      signal,
      onProgress: options.onProgress,
    });
    await pool.everyThread({ kind: 'flush' });
    const listed = await indexes.finish();
    heed(signal, 'before the manifest was written');
    await assertUnchanged(source, files);
    const manifest = manifestOf(
      facts,
      options.tool,
      now(),
      parent,
      captured.files,
      listed,
      newBytes,
    );
    await assertPresent(store, packs, listed, signal);
    const id = await publish(store, manifest);
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
    throw error instanceof Stopped && error.kind === 'cancelled'
      ? await keepForNextTime(pool, error, newBytes)
      : error;
  } finally {
    await pool.end();
  }
}

/** A cancelled build still writes the packs that it had begun, if that takes no longer than a moment. */
async function keepForNextTime(
  pool: Pool,
  stopped: Stopped,
  bytesBefore: number,
): Promise<Stopped> {
  const moment = new Promise<void>(resolve =>
    setTimeout(resolve, KEPT_FOR_ADOPTION_MS).unref(),
  );
  await Promise.race([
    pool.everyThread({ kind: 'flush' }).catch(() => {}),
    moment,
  ]);
  return bytesBefore === 0
    ? stopped
    : cancelled(
        `${stopped.message} What was stored until now (${Math.round(
          bytesBefore / 2 ** 20,
        )} MiB) is kept for it.`,
      );
}

function manifestOf(
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
    totals: { files: files.length, bytes: sum(files), chunks, newBytes },
  };
  const checked = manifestSchema.safeParse({
    ...stated,
    digest: manifestDigest(stated),
  });
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw refused(
    'facts',
    `${issue.path.join('.')} cannot be put into a manifest: ${
      z.prettifyError(checked.error).split('\n')[0]
    }. Correct the option that gives it.`,
  );
}

/** The last look before the manifest: a sweep by somebody else must not have taken what it names. */
async function assertPresent(
  store: Store,
  packs: PackNumbers,
  indexes: Manifest['indexes'],
  signal?: AbortSignal,
): Promise<void> {
  const now = await inventory(store, signal);
  const pack = packs.needed().find(digest => !now.packs.has(digest));
  const index = indexes.find(({ digest }) => !now.indexes.has(digest));
  const gone = pack ? keys.pack(pack) : index && keys.index(index.digest);
  if (gone)
    throw refused(
      'store-swept',
      `${gone} vanished from ${store.url} during the build. Run the command again.`,
    );
}

async function publish(store: Store, manifest: Manifest): Promise<string> {
  const id = snapshotId(manifest);
  const bytes = Buffer.from(`${canonicalJson(manifest)}\n`);
  if (
    await store.write(keys.manifest(id), bytes, { condition: { absent: true } })
  )
    return id;
  const there = await store.read(keys.manifest(id));
  if (there?.bytes.equals(bytes)) return id;
  throw refused(
    'snapshot-exists',
    `${keys.manifest(id)} exists already in ${
      store.url
    } and is another one. Run the command again.`,
  );
}

function sum(files: readonly { size: number }[]): number {
  return files.reduce((total, file) => total + file.size, 0);
}
