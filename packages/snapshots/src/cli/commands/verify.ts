import { formatBytes } from '@nodeyard/ethereum';
import { toResult, unwrap } from '@nodeyard/snapshot-store';
import { Option } from 'commander';
import { verifyByBoot } from '../../verify/verifyByBoot';
import { verifyByRpc } from '../../verify/verifyByRpc';
import { verifyStore } from '../../verify/verifyStore';
import { CORRUPT } from '../exitCodes';
import {
  storeOptions,
  storeScope,
  UsageError,
  type StoreOptions,
} from '../options';
import type { CommandContext, CommandResult, CommandSpec } from '../program';
import { duration, text } from '../values';

interface VerifyCommandOptions extends StoreOptions {
  boot?: boolean;
  clientBinary?: string;
  rpcUrl?: string;
  /** Milliseconds. */
  timeout?: number;
  tempDir?: string;
  repair?: boolean;
}

export const verifyCommand: CommandSpec = {
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
};

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
