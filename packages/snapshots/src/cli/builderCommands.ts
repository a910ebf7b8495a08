import { buildCommand } from './commands/build';
import { exportCommand } from './commands/export';
import { importCommand } from './commands/import';
import { listCommand } from './commands/list';
import { pruneCommand } from './commands/prune';
import { showCommand } from './commands/show';
import { verifyCommand } from './commands/verify';
import { runProgram, type CommandSpec } from './program';

/** The commands of `snapshot-builder` that need no Kubernetes. */
export const builderCommands: Record<string, CommandSpec> = {
  build: buildCommand,
  list: listCommand,
  show: showCommand,
  verify: verifyCommand,
  prune: pruneCommand,
  export: exportCommand,
  import: importCommand,
};

/**
 * `snapshot-builder`; the promise resolves to the exit code.
 *
 * @param more - commands of packages above this one
 */
export function runSnapshotBuilder(
  args: readonly string[],
  more: Record<string, CommandSpec> = {},
): Promise<number> {
  return runProgram(
    'snapshot-builder',
    'Take, verify and prune snapshots of execution clients.',
    { ...builderCommands, ...more },
    args,
  );
}
