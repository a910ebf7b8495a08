import { refusing } from '../datadir/failures';
import { readDirty } from '../datadir/marker';
import { holdsChain } from '../restore/keep';
import { plan } from '../restore/plan';
import { restore } from '../restore/restore';
import { datadirStatus } from '../restore/status';
import { Outcome, settled, Stopped, unwrapped } from '../stopped';
import { Given, OptionSpecs, storeOptions, UsageError } from './options';
import { Command, Running, runProgram, Said } from './program';
import { size } from './progressLine';

const REFUSED = 3;
const doNotStart =
  'The datadir is between two states: no node may start on it until a restore has ended well.';

const nodeOptions = {
  ...storeOptions,
  datadir: {
    kind: 'string',
    value: 'DIR',
    help: 'to restore into; the node must be stopped',
  },
  from: {
    kind: 'string',
    value: 'ID',
    help: 'a snapshot, or latest: the newest verified one (latest)',
  },
  'allow-unverified': {
    kind: 'boolean',
    help: 'accept a snapshot that nobody has booted a client from',
  },
  force: {
    kind: 'boolean',
    help: 'go back although the datadir is newer than the snapshot',
  },
  'client-version': {
    kind: 'string',
    value: 'V',
    help: 'of the node: a snapshot of a newer client is refused',
  },
  scheme: {
    kind: 'string',
    value: 'NAME',
    help: 'of the node: a snapshot of another scheme is refused',
  },
  history: {
    kind: 'string',
    value: 'MODE',
    help: 'of the node: a snapshot of another history mode is refused',
  },
  'chain-id': {
    kind: 'string',
    value: 'N',
    help: 'of the node: a snapshot of another chain is refused',
  },
  'genesis-hash': {
    kind: 'string',
    value: 'HASH',
    help: 'likewise, by the hash of block 0',
  },
} as const satisfies OptionSpecs;

const commands: Record<string, Command> = {
  restore: {
    help: 'restore, or bring an existing datadir to a snapshot',
    options: {
      ...nodeOptions,
      verify: {
        kind: 'string',
        value: 'chunks|files',
        help: 'files: read everything again at the end (chunks)',
      },
      'if-empty': {
        kind: 'boolean',
        help: 'leave a datadir alone that holds a chain, without asking the store; finish what was interrupted',
      },
      'if-older': {
        kind: 'boolean',
        help: 'leave a datadir alone that is newer than the snapshot; bring an older one to it',
      },
      'dry-run': { kind: 'boolean', help: 'the same as plan' },
    },
    run: running =>
      onDatadir(running, running.given.flag('dry-run') ? planned : restored),
  },
  plan: {
    help: 'say what a restore would fetch, write and delete',
    options: nodeOptions,
    run: running => onDatadir(running, planned),
  },
  status: {
    help: 'say what a datadir is; exit code 3 when it is between two states',
    options: { datadir: nodeOptions.datadir, json: storeOptions.json },
    run: running => onDatadir(running, told),
  },
};

/** `delta-sync`; the promise resolves to the exit code. */
export function main(args: readonly string[]): Promise<number> {
  return runProgram(
    'delta-sync',
    "make a node's datadir equal to a snapshot, fetching only what it lacks",
    commands,
    args,
  );
}

/** A datadir that cannot be looked at is refused by every command. */
async function onDatadir(
  running: Running,
  work: (running: Running) => Promise<{ said: Said }>,
): Promise<Outcome<{ said: Said }>> {
  const datadir = running.given.required('datadir');
  return settled(() => refusing(datadir, () => work(running)));
}

async function restored(running: Running): Promise<{ said: Said }> {
  const { given, signal, onProgress } = running;
  const verify = given.oneOf('verify', ['chunks', 'files']);
  const options = request(given);
  const ifOlder = given.flag('if-older');
  if (ifOlder && options.force)
    throw new UsageError('--if-older and --force contradict each other.');
  if (
    given.flag('if-empty') &&
    (await holdsChain(options.datadir, options.node.client))
  )
    return kept(options.datadir, 'holds a chain already');
  const outcome = await restore({ ...options, verify, signal, onProgress });
  if (!outcome.ok && outcome.code === 'datadir-newer' && ifOlder)
    return kept(options.datadir, 'is newer than the snapshot');
  if (!outcome.ok && (await readDirty(options.datadir)))
    throw new Stopped(
      outcome.kind,
      outcome.code,
      `${outcome.message} ${doNotStart}`,
    );
  const result = unwrapped(outcome);
  const {
    snapshot,
    files,
    totalBytes,
    fetchedBytes,
    writtenBytes,
    deleted,
    block,
  } = result;
  const text = `${given.required(
    'datadir',
  )} is snapshot ${snapshot}, block ${block}: ${
    files.same
  } files were the same, ${files.changed} changed, ${
    files.new
  } new, ${deleted} deleted; fetched ${size(fetchedBytes)} of ${size(
    totalBytes,
  )}.`;
  return {
    said: {
      json: result,
      text,
      numbers: {
        block,
        size_bytes: totalBytes,
        fetched_bytes: fetchedBytes,
        written_bytes: writtenBytes,
      },
    },
  };
}

/** Nothing to do is a success: the datadir is fit for a node. */
async function kept(datadir: string, why: string): Promise<{ said: Said }> {
  const status = await datadirStatus(datadir);
  const leftover = status.state === 'unknown' ? status.leftover : undefined;
  return {
    said: {
      json: { ok: true, kept: true, datadir, leftover },
      text: [`${datadir} ${why}: it is kept as it is.`, leftover?.message]
        .filter(Boolean)
        .join('\n'),
    },
  };
}

async function planned({
  given,
  signal,
  onProgress,
}: Running): Promise<{ said: Said }> {
  const result = unwrapped(
    await plan({ ...request(given), signal, onProgress }),
  );
  const { snapshot, files, totalBytes, fetchBytes, fetchChunks, writeBytes } =
    result;
  const text = [
    `Snapshot ${snapshot}, ${size(totalBytes)}: ${
      files.same
    } files are the same, ${files.changed} would change, ${
      files.new
    } are new, ${result.delete.length} would be deleted.`,
    `Would fetch ${fetchChunks} chunks, ${size(fetchBytes)}, and write ${size(
      writeBytes,
    )}.`,
    ...result.delete.map(path => `Would delete ${path}`),
  ].join('\n');
  return {
    said: {
      json: result,
      text,
      numbers: { fetch_bytes: fetchBytes, write_bytes: writeBytes },
    },
  };
}

async function told({ given }: Running): Promise<{ said: Said }> {
  const status = await datadirStatus(given.required('datadir'));
  if (status.state === 'dirty') {
    const text = `The datadir is between two states${
      status.since ? ` since ${status.since}` : ''
    }: do not start a node on it. Run "delta-sync restore" to the end.`;
    return { said: { json: status, text, exitCode: REFUSED } };
  }
  const text =
    status.state === 'unknown'
      ? status.leftover?.message ??
        'The datadir was not restored from a snapshot.'
      : `The datadir was restored from ${status.snapshot} (${status.client} on ${status.network}, block ${status.block}) at ${status.restoredAt}.`;
  return { said: { json: status, text } };
}

function request(given: Given) {
  return {
    store: given.location(),
    datadir: given.required('datadir'),
    node: {
      network: given.name('network'),
      client: given.name('client'),
      clientVersion: given.text('client-version'),
      scheme: given.text('scheme'),
      history: given.text('history'),
      chainId: given.count('chain-id'),
      genesisHash: given.text('genesis-hash'),
    },
    from: given.text('from'),
    allowUnverified: given.flag('allow-unverified'),
    force: given.flag('force'),
    threads: given.count('threads'),
  };
}
