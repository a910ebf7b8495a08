import { build } from '../build/build';
import { listSnapshots, showSnapshot } from '../list';
import { prune } from '../retain/prune';
import { settled, unwrapped } from '../stopped';
import { verifyByBoot } from '../verify/verifyByBoot';
import { verifyByRpc } from '../verify/verifyByRpc';
import { verifyStore } from '../verify/verifyStore';
import { version } from '../../package.json';
import { runCommand } from './runCommand';
import { chainFacts, factOptions } from './chainFacts';
import { Given, storeOptions, UsageError } from './options';
import { Command, Running, runProgram, Said } from './program';
import { size } from './progressLine';
import { snapshotText, snapshotTable } from './snapshotTable';

const CORRUPT = 4;
const KEEP_LAST = 3;
const KEEP_WEEKLY = 4;

const commands: Record<string, Command> = {
  build: {
    help: 'take a snapshot of a cleanly stopped datadir',
    options: {
      ...storeOptions,
      datadir: { kind: 'string', value: 'DIR', help: 'of the stopped node' },
      ...factOptions,
      exclude: {
        kind: 'strings',
        value: 'GLOB',
        help: 'leave out more than what is never stored; may be repeated',
      },
      rescan: {
        kind: 'boolean',
        help: 'read every file, even those that are unchanged by their stat',
      },
      'dry-run': {
        kind: 'boolean',
        help: 'check the datadir and say what would be read; write nothing',
      },
    },
    run: running => settled(() => built(running)),
  },
  list: {
    help: 'show the snapshots of a network and client',
    options: storeOptions,
    run: running => settled(() => listed(running)),
  },
  show: {
    help: 'show one snapshot: snapshot-builder show ID',
    options: storeOptions,
    run: running => settled(() => shown(running)),
  },
  verify: {
    help: 'check that everything stored is whole; with --boot, that its client runs from it: verify [ID]',
    options: {
      ...storeOptions,
      boot: {
        kind: 'boolean',
        help: 'restore a copy, boot the client from it without peers, compare the block hash, move latest',
      },
      'client-binary': {
        kind: 'string',
        value: 'FILE',
        help: 'for --boot: the client (default: its name, on PATH)',
      },
      'rpc-url': {
        kind: 'string',
        value: 'URL',
        help: 'for --boot: ask a client that runs offline on a restored copy already, instead of starting one',
      },
      'patience-seconds': {
        kind: 'string',
        value: 'N',
        help: 'for --boot: how long the client may take until it has the block (120; 600 with --rpc-url)',
      },
      scratch: {
        kind: 'string',
        value: 'DIR',
        help: 'for --boot: a folder with room for a whole copy',
      },
      'remove-damaged': {
        kind: 'boolean',
        help: 'remove damaged packs and indexes, so that the next build stores them again',
      },
    },
    run: running =>
      running.given.flag('boot')
        ? settled(() => booted(running))
        : settled(() => checked(running)),
  },
  prune: {
    help: 'remove old snapshots, and what no snapshot needs',
    options: {
      ...storeOptions,
      'keep-last': {
        kind: 'string',
        value: 'N',
        help: `the newest so many (${KEEP_LAST})`,
      },
      'keep-weekly': {
        kind: 'string',
        value: 'N',
        help: `and one of each of so many weeks (${KEEP_WEEKLY})`,
      },
      'sweep-after-hours': {
        kind: 'string',
        value: 'N',
        help: 'leave younger objects that nothing needs (24)',
      },
      'dry-run': { kind: 'boolean', help: 'say what would go; remove nothing' },
    },
    run: running => settled(() => pruned(running)),
  },
  run: runCommand,
};

/** `snapshot-builder`; the promise resolves to the exit code. */
export function main(args: readonly string[]): Promise<number> {
  return runProgram(
    'snapshot-builder',
    'take, check and keep snapshots of execution clients',
    commands,
    args,
  );
}

async function built({
  given,
  signal,
  onProgress,
}: Running): Promise<{ said: Said }> {
  const dryRun = given.flag('dry-run');
  const result = unwrapped(
    await build({
      store: given.location(),
      datadir: given.required('datadir'),
      facts: await chainFacts(given),
      tool: `@nodeyard/snapshots/${version}`,
      exclude: given.texts('exclude'),
      rescan: given.flag('rescan'),
      dryRun,
      threads: given.count('threads'),
      signal,
      onProgress,
    }),
  );
  const { snapshot, files, bytes, readBytes, newBytes, block } = result;
  const done = dryRun
    ? `Would capture ${files} files, ${size(bytes)}, reading ${size(
        readBytes,
      )}.`
    : `Snapshot ${snapshot}: ${files} files, ${size(bytes)}; read ${size(
        readBytes,
      )}, stored ${size(
        newBytes,
      )} new. Not verified yet: run "snapshot-builder verify ${snapshot} --boot".`;
  const broken = result.broken.map(
    id =>
      `Snapshot ${id} is broken: something that it needs is lost or damaged. Run "snapshot-builder verify ${id}".`,
  );
  const text = [done, ...broken].join('\n');
  return {
    said: {
      json: result,
      text,
      numbers: {
        block,
        files,
        size_bytes: bytes,
        read_bytes: readBytes,
        new_bytes: newBytes,
      },
    },
  };
}

async function listed({ given, signal }: Running): Promise<{ said: Said }> {
  const result = unwrapped(await listSnapshots({ ...place(given), signal }));
  const text = [snapshotTable(result.snapshots), ...result.problems].join('\n');
  return {
    said: {
      json: result,
      text,
      numbers: { snapshots: result.snapshots.length },
      exitCode: result.problems.length > 0 ? CORRUPT : 0,
    },
  };
}

async function shown({ given, signal }: Running): Promise<{ said: Said }> {
  const result = unwrapped(
    await showSnapshot({
      ...place(given),
      snapshot: oneWord(given, 'show'),
      signal,
    }),
  );
  return { said: { json: result, text: snapshotText(result.snapshot) } };
}

async function checked({
  given,
  signal,
  onProgress,
}: Running): Promise<{ said: Said }> {
  const snapshots = given.words.length > 0 ? given.words : undefined;
  const result = unwrapped(
    await verifyStore({
      ...place(given),
      snapshots,
      removeDamaged: given.flag('remove-damaged'),
      threads: given.count('threads'),
      signal,
      onProgress,
    }),
  );
  const { packs, bytes, problems, removed } = result;
  const text = [
    `Checked ${result.snapshots} snapshots, ${packs} packs, ${size(bytes)}: ${
      problems.length === 0 ? 'whole.' : `${problems.length} problems.`
    }`,
    ...problems,
    ...removed.map(key => `Removed ${key}.`),
  ].join('\n');
  return {
    said: {
      json: result,
      text,
      numbers: { checked_bytes: bytes, problems: problems.length },
      exitCode: problems.length > 0 ? CORRUPT : 0,
    },
  };
}

async function booted({
  given,
  signal,
  onProgress,
}: Running): Promise<{ said: Said }> {
  const patience = given.count('patience-seconds');
  const common = {
    ...place(given),
    snapshot: oneWord(given, 'verify --boot'),
    patienceMs: patience === undefined ? undefined : patience * 1000,
    signal,
  };
  const rpcUrl = given.text('rpc-url');
  const result = unwrapped(
    rpcUrl
      ? await verifyByRpc({ ...common, rpcUrl })
      : await verifyByBoot({
          ...common,
          binary: given.text('client-binary') ?? given.name('client'),
          scratch: given.text('scratch'),
          threads: given.count('threads'),
          onProgress,
        }),
  );
  const text = `Snapshot ${result.snapshot} is verified: ${given.name(
    'client',
  )} ${result.clientVersion} booted from it has block ${
    result.block
  } with hash ${result.hash}. ${
    result.latest
      ? 'It is the latest now.'
      : 'latest.json points to a newer one.'
  }`;
  return {
    said: { json: result, text, numbers: { block: result.block, verified: 1 } },
  };
}

async function pruned({ given, signal }: Running): Promise<{ said: Said }> {
  const hours = given.count('sweep-after-hours');
  const dryRun = given.flag('dry-run');
  const retention = {
    keepLast: given.count('keep-last') ?? KEEP_LAST,
    keepWeekly: given.count('keep-weekly') ?? KEEP_WEEKLY,
  };
  const result = unwrapped(
    await prune({
      ...place(given),
      ...retention,
      dryRun,
      sweepAfterMs: hours === undefined ? undefined : hours * 3_600_000,
      signal,
    }),
  );
  const { kept, removed, sweptObjects, sweptBytes, notSwept } = result;
  const swept = notSwept
    ? `Nothing was swept: ${notSwept}.`
    : `${dryRun ? 'Would sweep' : 'Swept'} ${sweptObjects} objects, ${size(
        sweptBytes,
      )}.`;
  const text = `${dryRun ? 'Would remove' : 'Removed'} ${
    removed.length
  } snapshots, kept ${kept.length}. ${swept}`;
  return {
    said: {
      json: result,
      text,
      numbers: {
        kept: kept.length,
        removed: removed.length,
        swept_bytes: sweptBytes,
      },
    },
  };
}

function place(given: Given) {
  return {
    store: given.location(),
    network: given.name('network'),
    client: given.name('client'),
  };
}

function oneWord(given: Given, command: string): string {
  if (given.words.length === 1) return given.words[0];
  throw new UsageError(`name one snapshot: snapshot-builder ${command} ID`);
}
