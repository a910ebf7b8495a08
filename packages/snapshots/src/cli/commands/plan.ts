import { formatBytes } from '@nodeyard/ethereum';
import { unwrap } from '@nodeyard/snapshot-store';
import { plan } from '../../restore/plan';
import {
  nodeOptions,
  restoreRequest,
  withDatadir,
  type NodeOptions,
} from '../datadirOptions';
import type { CommandContext, CommandResult, CommandSpec } from '../program';

export const planCommand: CommandSpec = {
  description: 'print what a restore would fetch, write and delete',
  options: nodeOptions,
  run: (context: CommandContext<NodeOptions>) => withDatadir(context, runPlan),
};

/** Also `restore --dry-run`. */
export async function runPlan({
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
