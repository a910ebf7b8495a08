import { type Result, toResult } from '@nodeyard/snapshot-store';
import { Option } from 'commander';
import { mapFsErrors } from '../datadir/fsErrors';
import type { ExternalFolders } from '../files/externalFolders';
import {
  externalOption,
  storeLocation,
  storeOptions,
  type OutputOptions,
  type StoreOptions,
} from './options';
import type { CommandContext, CommandResult } from './program';
import { count, hash, text } from './values';

export interface DatadirOptions extends OutputOptions {
  datadir: string;
}

export interface NodeOptions extends StoreOptions {
  datadir: string;
  external?: ExternalFolders;
  from?: string;
  allowUnverified?: boolean;
  force?: boolean;
  clientVersion?: string;
  scheme?: string;
  history?: string;
  chainId?: number;
  genesisHash?: string;
}

export const datadirOption = new Option(
  '--datadir <dir>',
  'datadir of the node, which must be stopped',
)
  .argParser(text)
  .makeOptionMandatory();

export const nodeOptions: readonly Option[] = [
  datadirOption,
  externalOption,
  new Option(
    '--from <id>',
    'snapshot to restore; latest is the newest verified one (default: latest)',
  ).argParser(text),
  new Option(
    '--allow-unverified',
    'accept a snapshot that was never verified by booting a client',
  ),
  new Option(
    '--force',
    'restore although the datadir is newer than the snapshot',
  ),
  ...[
    new Option(
      '--client-version <version>',
      'version of the client; snapshots of a newer version are refused',
    ).argParser(text),
    new Option(
      '--scheme <name>',
      'storage scheme; snapshots of another scheme are refused',
    ).argParser(text),
    new Option(
      '--history <mode>',
      'history mode; snapshots of another mode are refused',
    ).argParser(text),
    new Option(
      '--chain-id <n>',
      'chain ID; snapshots of another chain are refused',
    ).argParser(count),
    new Option(
      '--genesis-hash <hash>',
      'hash of block 0; snapshots of another chain are refused',
    ).argParser(hash),
  ].map(option => option.helpGroup('Node that will run on the datadir:')),
  ...storeOptions,
];

/** A datadir that cannot be read is refused by every command. */
export async function withDatadir<Options extends DatadirOptions>(
  context: CommandContext<Options>,
  work: (context: CommandContext<Options>) => Promise<CommandResult>,
): Promise<Result<{ result: CommandResult }>> {
  return toResult(() =>
    mapFsErrors(context.options.datadir, async () => ({
      result: await work(context),
    })),
  );
}

/** What `plan` and `restore` have in common. */
export function restoreRequest(options: NodeOptions) {
  const {
    network,
    client,
    clientVersion,
    scheme,
    history,
    chainId,
    genesisHash,
  } = options;
  return {
    store: storeLocation(options),
    datadir: options.datadir,
    external: options.external,
    node: {
      network,
      client,
      clientVersion,
      scheme,
      history,
      chainId,
      genesisHash,
    },
    from: options.from,
    allowUnverified: options.allowUnverified,
    force: options.force,
    threads: options.threads,
  };
}
