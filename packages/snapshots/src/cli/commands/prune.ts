import { formatBytes } from '@nodeyard/ethereum';
import { toResult, unwrap } from '@nodeyard/snapshot-store';
import { Option } from 'commander';
import { prune } from '../../retain/prune';
import { storeOptions, storeScope, type StoreOptions } from '../options';
import type { CommandContext, CommandResult, CommandSpec } from '../program';
import { count, duration } from '../values';

interface PruneCommandOptions extends StoreOptions {
  keepLast: number;
  keepWeekly: number;
  /** Milliseconds. */
  minAge?: number;
  dryRun?: boolean;
}

export const pruneCommand: CommandSpec = {
  description: 'remove old snapshots, and objects that no snapshot references',
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
};

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
