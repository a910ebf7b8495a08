import { formatBytes } from '@nodeyard/ethereum';
import { toResult, unwrap } from '@nodeyard/snapshot-store';
import { Option } from 'commander';
import {
  archiveFormats,
  exportArchive,
  type ExportOptions,
} from '../../exchange/exportArchive';
import { outputOptions } from '../exchangeOptions';
import { clientOption, externalOption, type OutputOptions } from '../options';
import type { CommandContext, CommandResult, CommandSpec } from '../program';
import { list, text } from '../values';

type ExportCommandOptions = OutputOptions & ExportOptions;

export const exportCommand: CommandSpec = {
  description:
    'write a datadir that was shut down cleanly to a tar file, with its SHA-256 beside it',
  options: [
    new Option('--datadir <dir>', 'datadir of the stopped node')
      .argParser(text)
      .makeOptionMandatory(),
    clientOption,
    new Option('--format <name>', 'format of the archive')
      .choices(archiveFormats)
      .default('tar.zst'),
    new Option('--to <file>', 'file to write')
      .argParser(text)
      .makeOptionMandatory(),
    externalOption,
    new Option(
      '--exclude <glob>',
      'exclude more than what is never stored; repeatable',
    ).argParser(list),
    new Option(
      '--scheme <name>',
      'storage scheme of the datadir: path or hash for geth',
    ).argParser(text),
    ...outputOptions,
  ],
  run: (context: CommandContext<ExportCommandOptions>) =>
    toResult(async () => ({ result: await runExport(context) })),
};

async function runExport({
  options,
  signal,
  onProgress,
}: CommandContext<ExportCommandOptions>): Promise<CommandResult> {
  const result = unwrap(
    await exportArchive({ ...options, signal, onProgress }),
  );
  const { archive, files, bytes, archiveBytes, sha256: digest } = result;
  return {
    json: result,
    text: `${archive}: ${files} files, ${formatBytes(bytes)}, as ${formatBytes(
      archiveBytes,
    )}. SHA-256 ${digest}, also in ${archive}.sha256.`,
    gauges: { files, size_bytes: bytes, archive_bytes: archiveBytes },
  };
}
