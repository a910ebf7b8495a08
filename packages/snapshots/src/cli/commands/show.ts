import { showSnapshot, toResult, unwrap } from '@nodeyard/snapshot-store';
import {
  storeOptions,
  storeScope,
  UsageError,
  type StoreOptions,
} from '../options';
import type { CommandContext, CommandResult, CommandSpec } from '../program';
import { snapshotText } from '../snapshotTable';

export const showCommand: CommandSpec = {
  description: 'show one snapshot',
  operands: '<id>',
  options: storeOptions,
  run: (context: CommandContext<StoreOptions>) =>
    toResult(async () => ({ result: await runShow(context) })),
};

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
