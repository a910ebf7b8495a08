import { formatBytes } from '@nodeyard/ethereum';
import { toResult, unwrap } from '@nodeyard/snapshot-store';
import { Option } from 'commander';
import {
  importArchive,
  type ImportOptions,
} from '../../exchange/importArchive';
import { outputOptions } from '../exchangeOptions';
import {
  clientOption,
  networkOption,
  type OutputOptions,
  UsageError,
} from '../options';
import type { CommandContext, CommandResult, CommandSpec } from '../program';
import { count, sha256, text } from '../values';

interface ImportCommandOptions extends OutputOptions, ImportOptions {
  network: string;
  client: string;
  allowUnchecked?: boolean;
}

export const importCommand: CommandSpec = {
  description:
    'make an empty datadir from a published archive (tar, tar.zst, tar.gz)',
  options: [
    new Option('--from <archive>', 'http(s) URL, file, or - for standard input')
      .argParser(text)
      .makeOptionMandatory(),
    new Option('--datadir <dir>', 'empty datadir of the stopped node')
      .argParser(text)
      .makeOptionMandatory(),
    networkOption,
    clientOption,
    new Option(
      '--sha256 <hex>',
      'published SHA-256 of the archive; compared before the datadir is usable',
    ).argParser(sha256),
    new Option(
      '--allow-unchecked',
      'import an archive whose publisher gives no checksum',
    ),
    new Option(
      '--max-bytes <n>',
      'limit of the extracted bytes (default: the free space)',
    ).argParser(count),
    ...outputOptions,
  ],
  run: (context: CommandContext<ImportCommandOptions>) =>
    toResult(async () => ({ result: await runImport(context) })),
};

async function runImport({
  options,
  signal,
  onProgress,
}: CommandContext<ImportCommandOptions>): Promise<CommandResult> {
  if (options.sha256 === undefined && !options.allowUnchecked) {
    throw new UsageError(
      '--sha256 is missing. Give the checksum that is published with the archive, or --allow-unchecked.',
    );
  }
  const result = unwrap(
    await importArchive({ ...options, signal, onProgress }),
  );
  const { datadir } = options;
  const { files, bytes, readBytes, skipped, unclean } = result;
  return {
    json: result,
    text: [
      `${datadir}: ${files} files, ${formatBytes(bytes)}, from ${formatBytes(
        readBytes,
      )}; ${skipped} files were left out that no snapshot may contain.`,
      'Not verified yet: take a snapshot of it ("snapshot-builder build") and boot that ("snapshot-builder verify --boot").',
      ...(unclean
        ? [
            `Its node was not stopped cleanly: ${unclean}. It may have lost its state.`,
          ]
        : []),
    ].join('\n'),
    gauges: { files, size_bytes: bytes, fetched_bytes: readBytes },
  };
}
