import { planCommand } from './commands/plan';
import { restoreCommand } from './commands/restore';
import { statusCommand } from './commands/status';
import { runProgram, type CommandSpec } from './program';

export const deltaSyncCommands: Record<string, CommandSpec> = {
  restore: restoreCommand,
  plan: planCommand,
  status: statusCommand,
};

/** `delta-sync`; the promise resolves to the exit code. */
export function runDeltaSync(args: readonly string[]): Promise<number> {
  return runProgram(
    'delta-sync',
    "Make a node's datadir equal to a snapshot; only what it lacks is fetched.",
    deltaSyncCommands,
    args,
  );
}
