import { formatBytes } from '@nodeyard/ethereum';
import { Option } from 'commander';
import { mapFsErrors } from '../datadir/fsErrors';
import { readDirty } from '../datadir/marker';
import { toResult, SnapshotError, unwrap, type Result } from '../errors';
import { holdsChain } from '../restore/holdsChain';
import { plan } from '../restore/plan';
import { restore } from '../restore/restore';
import { datadirStatus } from '../restore/status';
import type { ExternalFolders } from '../files/externalFolders';
import {
  externalOption,
  jsonOption,
  storeLocation,
  storeOptions,
  UsageError,
  type OutputOptions,
  type StoreOptions,
} from './options';
import {
  runProgram,
  type CommandContext,
  type CommandResult,
  type CommandSpec,
} from './program';
import { count, hash, text } from './values';

const REFUSED = 3;
const DO_NOT_START =
  'The datadir is between two states: no node may start on it until a restore has completed.';

interface DatadirOptions extends OutputOptions {
  datadir: string;
}

interface NodeOptions extends StoreOptions {
  datadir: string;
  external?: ExternalFolders;
  from?: string;
  allowUnverified?: boolean;
  force?: boolean;
  clientVersion?: string;
  scheme?: string;
  history?: string;
  chainId?: number;
  genesisHash?: string;
}

interface RestoreCommandOptions extends NodeOptions {
  verify?: 'chunks' | 'files';
  ifEmpty?: boolean;
  ifOlder?: boolean;
  dryRun?: boolean;
}

const datadirOption = new Option(
  '--datadir <dir>',
  'datadir of the node, which must be stopped',
)
  .argParser(text)
  .makeOptionMandatory();

const nodeOptions: readonly Option[] = [
  datadirOption,
  externalOption,
  new Option(
    '--from <id>',
    'snapshot to restore; latest is the newest verified one (default: latest)',
  ).argParser(text),
  new Option(
    '--allow-unverified',
    'accept a snapshot that was never verified by booting a client',
  ),
  new Option(
    '--force',
    'restore although the datadir is newer than the snapshot',
  ),
  ...[
    new Option(
      '--client-version <version>',
      'version of the client; snapshots of a newer version are refused',
    ).argParser(text),
    new Option(
      '--scheme <name>',
      'storage scheme; snapshots of another scheme are refused',
    ).argParser(text),
    new Option(
      '--history <mode>',
      'history mode; snapshots of another mode are refused',
    ).argParser(text),
    new Option(
      '--chain-id <n>',
      'chain ID; snapshots of another chain are refused',
    ).argParser(count),
    new Option(
      '--genesis-hash <hash>',
      'hash of block 0; snapshots of another chain are refused',
    ).argParser(hash),
  ].map(option => option.helpGroup('Node that will run on the datadir:')),
  ...storeOptions,
];

export const commands: Record<string, CommandSpec> = {
  restore: {
    description: 'restore a snapshot into an empty or an existing datadir',
    options: [
      ...nodeOptions,
      new Option(
        '--verify <what>',
        'files: read all files again at the end; chunks: verify each chunk before it is written (default: chunks)',
      ).choices(['chunks', 'files']),
      new Option(
        '--if-empty',
        'keep a datadir that holds a chain, without a request to the store; finish an interrupted restore',
      ),
      new Option(
        '--if-older',
        'keep a datadir that is newer than the snapshot, update an older one',
      ),
      new Option('--dry-run', 'the same as plan'),
    ],
    run: (context: CommandContext<RestoreCommandOptions>) =>
      withDatadir(context, context.options.dryRun ? runPlan : runRestore),
  },
  plan: {
    description: 'print what a restore would fetch, write and delete',
    options: nodeOptions,
    run: (context: CommandContext<NodeOptions>) =>
      withDatadir(context, runPlan),
  },
  status: {
    description:
      'print the state of a datadir; exit code 3 while it is between two states',
    options: [datadirOption, jsonOption],
    run: (context: CommandContext<DatadirOptions>) =>
      withDatadir(context, runStatus),
  },
};

/** `delta-sync`; the promise resolves to the exit code. */
export function main(args: readonly string[]): Promise<number> {
  return runProgram(
    'delta-sync',
    "Make a node's datadir equal to a snapshot; only what it lacks is fetched.",
    commands,
    args,
  );
}

/** A datadir that cannot be read is refused by every command. */
async function withDatadir<Options extends DatadirOptions>(
  context: CommandContext<Options>,
  work: (context: CommandContext<Options>) => Promise<CommandResult>,
): Promise<Result<{ result: CommandResult }>> {
  return toResult(() =>
    mapFsErrors(context.options.datadir, async () => ({
      result: await work(context),
    })),
  );
}

async function runRestore({
  options,
  signal,
  onProgress,
}: CommandContext<RestoreCommandOptions>): Promise<CommandResult> {
  const { datadir, client, force, ifEmpty, ifOlder, verify } = options;
  if (ifOlder && force) {
    throw new UsageError('--if-older and --force exclude each other.');
  }
  if (ifEmpty && (await holdsChain(datadir, client, options.external))) {
    return keptDatadir(datadir, 'holds a chain already');
  }
  const outcome = await restore({
    ...restoreRequest(options),
    verify,
    signal,
    onProgress,
  });
  if (!outcome.ok && outcome.code === 'datadir-newer' && ifOlder) {
    return keptDatadir(datadir, 'is newer than the snapshot');
  }
  if (!outcome.ok && (await readDirty(datadir))) {
    throw new SnapshotError(
      outcome.kind,
      outcome.code,
      `${outcome.message} ${DO_NOT_START}`,
    );
  }
  const result = unwrap(outcome);
  const {
    snapshot,
    files,
    totalBytes,
    fetchedBytes,
    writtenBytes,
    deleted,
    block,
  } = result;
  return {
    json: result,
    text: `${datadir} is snapshot ${snapshot}, block ${block}: ${
      files.same
    } files unchanged, ${files.changed} changed, ${
      files.new
    } new, ${deleted} deleted; fetched ${formatBytes(
      fetchedBytes,
    )} of ${formatBytes(totalBytes)}.`,
    gauges: {
      block,
      size_bytes: totalBytes,
      fetched_bytes: fetchedBytes,
      written_bytes: writtenBytes,
    },
  };
}

/** Nothing to do is a success: a node may start on the datadir. */
async function keptDatadir(
  datadir: string,
  why: string,
): Promise<CommandResult> {
  const status = await datadirStatus(datadir);
  const leftover = status.state === 'unknown' ? status.leftover : undefined;
  return {
    json: { ok: true, kept: true, datadir, leftover },
    text: [`${datadir} ${why}: it is kept as it is.`, leftover?.message]
      .filter(Boolean)
      .join('\n'),
  };
}

async function runPlan({
  options,
  signal,
  onProgress,
}: CommandContext<NodeOptions>): Promise<CommandResult> {
  const result = unwrap(
    await plan({ ...restoreRequest(options), signal, onProgress }),
  );
  const { snapshot, files, totalBytes, fetchBytes, fetchChunks, writeBytes } =
    result;
  return {
    json: result,
    text: [
      `Snapshot ${snapshot}, ${formatBytes(totalBytes)}: ${
        files.same
      } files unchanged, ${files.changed} would change, ${files.new} are new, ${
        result.delete.length
      } would be deleted.`,
      `Would fetch ${fetchChunks} chunks, ${formatBytes(
        fetchBytes,
      )}, and write ${formatBytes(writeBytes)}.`,
      ...result.delete.map(path => `Would delete ${path}`),
    ].join('\n'),
    gauges: { fetch_bytes: fetchBytes, write_bytes: writeBytes },
  };
}

async function runStatus({
  options,
}: CommandContext<DatadirOptions>): Promise<CommandResult> {
  const status = await datadirStatus(options.datadir);
  if (status.state === 'dirty') {
    const warning = `The datadir is between two states${
      status.since ? ` since ${status.since}` : ''
    }: do not start a node on it. Run "delta-sync restore" until it completes.`;
    return { json: status, text: warning, exitCode: REFUSED };
  }
  return {
    json: status,
    text:
      status.state === 'unknown'
        ? status.leftover?.message ??
          `The datadir was not restored from a snapshot, and holds ${
            status.chain === null ? 'no chain' : `a chain of ${status.chain}`
          }.`
        : `The datadir was restored from ${status.snapshot} (${status.client} on ${status.network}, block ${status.block}) at ${status.restoredAt}.`,
  };
}

function restoreRequest(options: NodeOptions) {
  const {
    network,
    client,
    clientVersion,
    scheme,
    history,
    chainId,
    genesisHash,
  } = options;
  return {
    store: storeLocation(options),
    datadir: options.datadir,
    external: options.external,
    node: {
      network,
      client,
      clientVersion,
      scheme,
      history,
      chainId,
      genesisHash,
    },
    from: options.from,
    allowUnverified: options.allowUnverified,
    force: options.force,
    threads: options.threads,
  };
}
