import { type ExternalFolders } from '../../files/externalFolders';
import { formatBytes } from '@nodeyard/ethereum';
import { toResult, unwrap } from '@nodeyard/snapshot-store';
import { Option } from 'commander';
import { version } from '../../../package.json';
import { build } from '../../builder/build';
import { chainFacts, chainOptions, type ChainOptions } from '../chainFacts';
import {
  externalOption,
  storeLocation,
  storeOptions,
  type StoreOptions,
} from '../options';
import type { CommandContext, CommandResult, CommandSpec } from '../program';
import { list, text } from '../values';

interface BuildCommandOptions extends StoreOptions, ChainOptions {
  datadir: string;
  external?: ExternalFolders;
  exclude?: string[];
  force?: boolean;
  dryRun?: boolean;
}

export const buildCommand: CommandSpec = {
  description: 'take a snapshot of a datadir that was shut down cleanly',
  options: [
    new Option('--datadir <dir>', 'datadir of the stopped node')
      .argParser(text)
      .makeOptionMandatory(),
    externalOption,
    new Option(
      '--exclude <glob>',
      'exclude more than what is never stored; repeatable',
    ).argParser(list),
    new Option(
      '--force',
      'read every file, even if size, mtime, ctime and inode are unchanged',
    ),
    new Option(
      '--dry-run',
      'check the datadir and print what would be read; write nothing',
    ),
    ...chainOptions,
    ...storeOptions,
  ],
  run: (context: CommandContext<BuildCommandOptions>) =>
    toResult(async () => ({ result: await runBuild(context) })),
};

async function runBuild({
  options,
  signal,
  onProgress,
}: CommandContext<BuildCommandOptions>): Promise<CommandResult> {
  const { datadir, external, exclude, force, dryRun, threads } = options;
  const result = unwrap(
    await build({
      store: storeLocation(options),
      datadir,
      facts: await chainFacts(options),
      tool: `@nodeyard/snapshots/${version}`,
      external,
      exclude,
      force,
      dryRun,
      threads,
      signal,
      onProgress,
    }),
  );
  const { snapshot, files, bytes, readBytes, newBytes, block } = result;
  const done = dryRun
    ? `Would capture ${files} files, ${formatBytes(
        bytes,
      )}, reading ${formatBytes(readBytes)}.`
    : `Snapshot ${snapshot}: ${files} files, ${formatBytes(
        bytes,
      )}; read ${formatBytes(readBytes)}, stored ${formatBytes(
        newBytes,
      )} new. Not verified yet: run "snapshot-builder verify ${snapshot} --boot".`;
  const broken = result.broken.map(
    id =>
      `Snapshot ${id} is broken: an object that it needs is lost or damaged. Run "snapshot-builder verify ${id}".`,
  );
  return {
    json: result,
    text: [done, ...broken].join('\n'),
    gauges: {
      block,
      files,
      size_bytes: bytes,
      read_bytes: readBytes,
      new_bytes: newBytes,
    },
  };
}
