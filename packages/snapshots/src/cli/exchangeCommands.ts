import { formatBytes } from '@nodeyard/ethereum';
import { Option } from 'commander';
import { toResult, unwrap } from '../errors';
import {
  archiveFormats,
  exportArchive,
  type ExportOptions,
} from '../exchange/exportArchive';
import { importArchive, type ImportOptions } from '../exchange/importArchive';
import {
  clientOption,
  externalOption,
  jsonOption,
  networkOption,
  type OutputOptions,
  UsageError,
} from './options';
import type { CommandContext, CommandResult, CommandSpec } from './program';
import { count, list, sha256, text } from './values';

type ExportCommandOptions = OutputOptions & ExportOptions;

interface ImportCommandOptions extends OutputOptions, ImportOptions {
  network: string;
  client: string;
  allowUnchecked?: boolean;
}

const outputOptions = [
  jsonOption,
  new Option('--quiet', 'print no progress'),
  new Option(
    '--metrics-file <file>',
    "write metrics to a file for node_exporter's textfile collector",
  ).argParser(text),
].map(option => option.helpGroup('Output:'));

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
