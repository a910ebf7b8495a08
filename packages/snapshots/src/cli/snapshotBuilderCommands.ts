import { formatBytes } from '@nodeyard/ethereum';
import { Option } from 'commander';
import { version } from '../../package.json';
import { build } from '../builder/build';
import { toResult, unwrap } from '../errors';
import { listSnapshots, showSnapshot } from '../list';
import { prune } from '../retain/prune';
import { verifyByBoot } from '../verify/verifyByBoot';
import { verifyByRpc } from '../verify/verifyByRpc';
import { verifyStore } from '../verify/verifyStore';
import { chainFacts, chainOptions, type ChainOptions } from './chainFacts';
import type { ExternalFolders } from '../files/externalFolders';
import { exportCommand, importCommand } from './exchangeCommands';
import {
  externalOption,
  storeLocation,
  storeOptions,
  UsageError,
  type StoreOptions,
} from './options';
import { orchestratorCommand } from './orchestratorCommand';
import {
  runProgram,
  type CommandContext,
  type CommandResult,
  type CommandSpec,
} from './program';
import { snapshotTable, snapshotText } from './snapshotTable';
import { count, duration, list, text } from './values';

const CORRUPT = 4;

interface BuildCommandOptions extends StoreOptions, ChainOptions {
  datadir: string;
  external?: ExternalFolders;
  exclude?: string[];
  force?: boolean;
  dryRun?: boolean;
}

interface VerifyCommandOptions extends StoreOptions {
  boot?: boolean;
  clientBinary?: string;
  rpcUrl?: string;
  /** Milliseconds. */
  timeout?: number;
  tempDir?: string;
  repair?: boolean;
}

interface PruneCommandOptions extends StoreOptions {
  keepLast: number;
  keepWeekly: number;
  /** Milliseconds. */
  minAge?: number;
  dryRun?: boolean;
}

export const commands: Record<string, CommandSpec> = {
  build: {
    description: 'take a snapshot of a datadir that was shut down cleanly',
    options: [
      new Option('--datadir <dir>', 'datadir of the stopped node')
        .argParser(text)
        .makeOptionMandatory(),
      externalOption,
      new Option(
        '--exclude <glob>',
        'exclude more than what is never stored; repeatable',
      ).argParser(list),
      new Option(
        '--force',
        'read every file, even if size, mtime, ctime and inode are unchanged',
      ),
      new Option(
        '--dry-run',
        'check the datadir and print what would be read; write nothing',
      ),
      ...chainOptions,
      ...storeOptions,
    ],
    run: (context: CommandContext<BuildCommandOptions>) =>
      toResult(async () => ({ result: await runBuild(context) })),
  },
  list: {
    description: 'list the snapshots of a network and client',
    options: storeOptions,
    run: (context: CommandContext<StoreOptions>) =>
      toResult(async () => ({ result: await runList(context) })),
  },
  show: {
    description: 'show one snapshot',
    operands: '<id>',
    options: storeOptions,
    run: (context: CommandContext<StoreOptions>) =>
      toResult(async () => ({ result: await runShow(context) })),
  },
  verify: {
    description:
      'verify all stored objects of all or of the named snapshots; with --boot, that the client runs from one',
    operands: '[id...]',
    options: [
      new Option(
        '--repair',
        'remove damaged packs and indexes, so that the next build stores their chunks again',
      ),
      ...[
        new Option(
          '--boot',
          'restore a copy, boot the client from it without peers, check block, state and history, and move latest',
        ),
        new Option(
          '--client-binary <file>',
          'executable of the client (default: its name, on PATH)',
        ).argParser(text),
        new Option(
          '--rpc-url <url>',
          'query a client that already runs offline on a restored copy, instead of starting one',
        ).argParser(text),
        new Option(
          '--timeout <duration>',
          'until the client has the block (default: 120s; 600s with --rpc-url)',
        ).argParser(duration),
        new Option(
          '--temp-dir <dir>',
          'directory with room for a whole copy',
        ).argParser(text),
      ].map(option => option.helpGroup('Verification by boot:')),
      ...storeOptions,
    ],
    run: (context: CommandContext<VerifyCommandOptions>) =>
      toResult(async () => ({
        result: await (context.options.boot
          ? runVerifyByBoot(context)
          : runVerify(context)),
      })),
  },
  prune: {
    description:
      'remove old snapshots, and objects that no snapshot references',
    options: [
      new Option('--keep-last <n>', 'keep the newest n snapshots')
        .argParser(count)
        .default(3),
      new Option('--keep-weekly <n>', 'keep one snapshot of each of n weeks')
        .argParser(count)
        .default(4),
      new Option(
        '--min-age <duration>',
        'keep unreferenced objects that are younger (default: 24h)',
      ).argParser(duration),
      new Option('--dry-run', 'print what would be removed; remove nothing'),
      ...storeOptions,
    ],
    run: (context: CommandContext<PruneCommandOptions>) =>
      toResult(async () => ({ result: await runPrune(context) })),
  },
  export: exportCommand,
  import: importCommand,
  run: orchestratorCommand,
};

/** `snapshot-builder`; the promise resolves to the exit code. */
export function main(args: readonly string[]): Promise<number> {
  return runProgram(
    'snapshot-builder',
    'Take, verify and prune snapshots of execution clients.',
    commands,
    args,
  );
}

async function runBuild({
  options,
  signal,
  onProgress,
}: CommandContext<BuildCommandOptions>): Promise<CommandResult> {
  const { datadir, external, exclude, force, dryRun, threads } = options;
  const result = unwrap(
    await build({
      store: storeLocation(options),
      datadir,
      facts: await chainFacts(options),
      tool: `@nodeyard/snapshots/${version}`,
      external,
      exclude,
      force,
      dryRun,
      threads,
      signal,
      onProgress,
    }),
  );
  const { snapshot, files, bytes, readBytes, newBytes, block } = result;
  const done = dryRun
    ? `Would capture ${files} files, ${formatBytes(
        bytes,
      )}, reading ${formatBytes(readBytes)}.`
    : `Snapshot ${snapshot}: ${files} files, ${formatBytes(
        bytes,
      )}; read ${formatBytes(readBytes)}, stored ${formatBytes(
        newBytes,
      )} new. Not verified yet: run "snapshot-builder verify ${snapshot} --boot".`;
  const broken = result.broken.map(
    id =>
      `Snapshot ${id} is broken: an object that it needs is lost or damaged. Run "snapshot-builder verify ${id}".`,
  );
  return {
    json: result,
    text: [done, ...broken].join('\n'),
    gauges: {
      block,
      files,
      size_bytes: bytes,
      read_bytes: readBytes,
      new_bytes: newBytes,
    },
  };
}

async function runList({
  options,
  signal,
}: CommandContext<StoreOptions>): Promise<CommandResult> {
  const result = unwrap(
    await listSnapshots({ ...storeScope(options), signal }),
  );
  return {
    json: result,
    text: [snapshotTable(result.snapshots), ...result.problems].join('\n'),
    gauges: { snapshots: result.snapshots.length },
    exitCode: result.problems.length > 0 ? CORRUPT : 0,
  };
}

async function runShow({
  options,
  operands: [snapshot],
  signal,
}: CommandContext<StoreOptions>): Promise<CommandResult> {
  if (snapshot === undefined) {
    throw new UsageError('Name a snapshot: "snapshot-builder show ID".');
  }
  const result = unwrap(
    await showSnapshot({ ...storeScope(options), snapshot, signal }),
  );
  return { json: result, text: snapshotText(result.snapshot) };
}

async function runVerify({
  options,
  operands,
  signal,
  onProgress,
}: CommandContext<VerifyCommandOptions>): Promise<CommandResult> {
  const result = unwrap(
    await verifyStore({
      ...storeScope(options),
      snapshots: operands.length > 0 ? operands : undefined,
      repair: options.repair,
      threads: options.threads,
      signal,
      onProgress,
    }),
  );
  const { packs, bytes, problems, removed } = result;
  return {
    json: result,
    text: [
      `Verified ${result.snapshots} snapshots, ${packs} packs, ${formatBytes(
        bytes,
      )}: ${
        problems.length === 0 ? 'no problems.' : `${problems.length} problems.`
      }`,
      ...problems,
      ...removed.map(key => `Removed ${key}.`),
    ].join('\n'),
    gauges: { checked_bytes: bytes, problems: problems.length },
    exitCode: problems.length > 0 ? CORRUPT : 0,
  };
}

async function runVerifyByBoot({
  options,
  operands,
  signal,
  onProgress,
}: CommandContext<VerifyCommandOptions>): Promise<CommandResult> {
  const { client, clientBinary, rpcUrl, tempDir, threads } = options;
  const [snapshot, ...others] = operands;
  if (snapshot === undefined || others.length > 0) {
    throw new UsageError(
      `--boot verifies one snapshot, and ${operands.length} are named. Run "snapshot-builder verify --boot ID".`,
    );
  }
  const common = {
    ...storeScope(options),
    snapshot,
    timeoutMs: options.timeout,
    signal,
  };
  const result = unwrap(
    rpcUrl
      ? await verifyByRpc({ ...common, rpcUrl })
      : await verifyByBoot({
          ...common,
          binary: clientBinary ?? client,
          tempDir,
          threads,
          onProgress,
        }),
  );
  return {
    json: result,
    text: `Snapshot ${result.snapshot} is verified: ${client} ${
      result.clientVersion
    } booted from it has block ${result.block} with hash ${result.hash}. ${
      result.latest
        ? 'It is the latest now.'
        : 'latest.json points to a newer one.'
    }`,
    gauges: { block: result.block, verified: 1 },
  };
}

async function runPrune({
  options,
  signal,
}: CommandContext<PruneCommandOptions>): Promise<CommandResult> {
  const { keepLast, keepWeekly, minAge, dryRun } = options;
  const result = unwrap(
    await prune({
      ...storeScope(options),
      keepLast,
      keepWeekly,
      dryRun,
      minAgeMs: minAge,
      signal,
    }),
  );
  const { kept, removed, sweptObjects, sweptBytes, notSwept } = result;
  const swept = notSwept
    ? `Nothing was swept: ${notSwept}.`
    : `${
        dryRun ? 'Would sweep' : 'Swept'
      } ${sweptObjects} objects, ${formatBytes(sweptBytes)}.`;
  return {
    json: result,
    text: `${dryRun ? 'Would remove' : 'Removed'} ${
      removed.length
    } snapshots, kept ${kept.length}. ${swept}`,
    gauges: {
      kept: kept.length,
      removed: removed.length,
      swept_bytes: sweptBytes,
    },
  };
}

function storeScope(options: StoreOptions) {
  const { network, client } = options;
  return { store: storeLocation(options), network, client };
}
