import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../gateway/processes';
import { start, until, type Running } from './processes';

const SECONDS_PER_SLOT = 2;
/** Lodestar starts no chain that is more than an epoch of eight slots old, and a busy machine needs a while. */
const GENESIS_DELAY_SECONDS = 60;

// It reads every LODESTAR_ variable as a flag, ours too.
const { LODESTAR_TREE, LODESTAR_NODE, ...others } = process.env;
const lodestarEnv = {
  ...others,
  NODE_BACKEND: 'js',
  NODE_OPTIONS: '',
  NODE_NO_WARNINGS: '1',
  LODESTAR_PRESET: 'minimal',
};

const lodestar = LODESTAR_TREE ?? '';
const lodestarNode = LODESTAR_NODE ?? 'node';

/** A beacon node and where its Beacon API is. */
export interface Beacon {
  url: string;
  process: Running;
}

/** A chain of two pairs of geth and Lodestar on loopback, with validators. */
export interface Devnet {
  folder: string;
  facts: { genesisTime: number; genesisValidatorsRoot: string };
  beacons: [Beacon, Beacon];
}

export async function startDevnet(folder: string): Promise<Devnet> {
  const genesis = join(folder, 'genesis');
  const time = Math.floor(Date.now() / 1000) + GENESIS_DELAY_SECONDS;
  execFileSync(
    lodestarNode,
    [
      join(__dirname, '../integration/genesis/make.mjs'),
      ...['--out', genesis, '--geth', 'geth', '--lodestar', lodestar],
      ...['--genesis-time', String(time)],
      ...['--seconds-per-slot', String(SECONDS_PER_SLOT)],
    ],
    { env: lodestarEnv },
  );
  const first = await startPair(folder, 'a', [
    ...['--sync.isSingleNode', 'true'],
    ...['--network.allowPublishToZeroPeers', 'true'],
  ]);
  startLodestar('validator', [
    ...['--paramsFile', join(genesis, 'config.yaml')],
    ...['--dataDir', join(folder, 'validator'), '--beaconNodes', first.url],
    ...['--interopIndexes', '0..15'],
  ]);
  const second = await startPair(folder, 'b', await joining(first));
  return {
    folder,
    facts: JSON.parse(readFileSync(join(genesis, 'facts.json'), 'utf8')),
    beacons: [first, second],
  };
}

/** Flags by which a beacon node finds another. */
export async function joining({ url, process }: Beacon): Promise<string[]> {
  const enr = await until('node record', 90, process, async () => {
    const answer = await fetch(`${url}/eth/v1/node/identity`);
    return JSON.parse(await answer.text()).data.enr;
  });
  return ['--bootnodes', enr, '--network.connectToDiscv5Bootnodes', 'true'];
}

async function startPair(
  folder: string,
  name: string,
  flags: string[],
): Promise<Beacon> {
  const data = join(folder, name);
  const jwt = join(data, 'jwt.hex');
  const genesis = join(folder, 'genesis/genesis.json');
  mkdirSync(data, { recursive: true });
  writeFileSync(jwt, randomBytes(32).toString('hex'));
  const datadir = join(data, 'geth');
  execFileSync('geth', ['init', '--datadir', datadir, genesis], {
    stdio: 'ignore',
  });
  const engine = await freePort();
  start('geth', [
    ...['--datadir', datadir, '--networkid', '7332', '--syncmode', 'full'],
    ...['--ipcdisable', '--nodiscover', '--maxpeers', '0', '--port', '0'],
    ...['--datadir.minfreedisk', '0'],
    ...['--authrpc.port', String(engine), '--authrpc.jwtsecret', jwt],
  ]);
  return startBeacon(folder, name, [
    ...['--execution.urls', `http://127.0.0.1:${engine}`, '--jwt-secret', jwt],
    ...flags,
  ]);
}

/** A beacon node of the chain, with a folder of its own. */
export async function startBeacon(
  folder: string,
  name: string,
  flags: string[],
): Promise<Beacon> {
  const genesis = join(folder, 'genesis');
  const [rest, p2p] = [await freePort(), String(await freePort())];
  const process = startLodestar('beacon', [
    ...['--paramsFile', join(genesis, 'config.yaml')],
    ...['--genesisStateFile', join(genesis, 'genesis.ssz')],
    ...['--dataDir', join(folder, name, 'beacon'), '--eth1', 'false'],
    ...['--rest', '--rest.address', '127.0.0.1', '--rest.port', String(rest)],
    // States are in a namespace that is off by default.
    ...['--rest.namespace', '*'],
    ...['--listenAddress', '127.0.0.1', '--port', p2p, '--targetPeers', '2'],
    ...['--enr.ip', '127.0.0.1', '--enr.tcp', p2p, '--enr.udp', p2p],
    ...flags,
  ]);
  return { url: `http://127.0.0.1:${rest}`, process };
}

function startLodestar(command: string, flags: string[]): Running {
  const program = join(
    lodestar,
    'node_modules/@chainsafe/lodestar/lib/index.js',
  );
  return start(
    lodestarNode,
    [program, command, '--network', 'dev', '--logFile', 'none', ...flags],
    lodestarEnv,
  );
}
