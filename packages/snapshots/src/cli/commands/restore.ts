import { formatBytes } from '@nodeyard/ethereum';
import { SnapshotError, unwrap } from '@nodeyard/snapshot-store';
import { Option } from 'commander';
import { readDirty } from '../../datadir/marker';
import { holdsChain } from '../../restore/holdsChain';
import { restore } from '../../restore/restore';
import { datadirStatus } from '../../restore/status';
import {
  nodeOptions,
  restoreRequest,
  withDatadir,
  type NodeOptions,
} from '../datadirOptions';
import { UsageError } from '../options';
import type { CommandContext, CommandResult, CommandSpec } from '../program';
import { runPlan } from './plan';

const DO_NOT_START =
  'The datadir is between two states: no node may start on it until a restore has completed.';

interface RestoreCommandOptions extends NodeOptions {
  verify?: 'chunks' | 'files';
  ifEmpty?: boolean;
  ifOlder?: boolean;
  dryRun?: boolean;
}

export const restoreCommand: CommandSpec = {
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
};

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
