import { listSnapshots, toResult, unwrap } from '@nodeyard/snapshot-store';
import { CORRUPT } from '../exitCodes';
import { storeOptions, storeScope, type StoreOptions } from '../options';
import type { CommandContext, CommandResult, CommandSpec } from '../program';
import { snapshotTable } from '../snapshotTable';

export const listCommand: CommandSpec = {
  description: 'list the snapshots of a network and client',
  options: storeOptions,
  run: (context: CommandContext<StoreOptions>) =>
    toResult(async () => ({ result: await runList(context) })),
};

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
