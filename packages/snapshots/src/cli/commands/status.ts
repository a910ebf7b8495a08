import { datadirStatus } from '../../restore/status';
import {
  datadirOption,
  withDatadir,
  type DatadirOptions,
} from '../datadirOptions';
import { REFUSED } from '../exitCodes';
import { jsonOption } from '../options';
import type { CommandContext, CommandResult, CommandSpec } from '../program';

export const statusCommand: CommandSpec = {
  description:
    'print the state of a datadir; exit code 3 while it is between two states',
  options: [datadirOption, jsonOption],
  run: (context: CommandContext<DatadirOptions>) =>
    withDatadir(context, runStatus),
};

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
