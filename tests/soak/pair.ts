import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { networks } from '@nodeyard/ethereum';
import type { ProcessGroups } from '../../packages/demo/src';
import { prepareGateway } from '../gateway/gateway';
import { GETH_HOST } from '../gateway/geth';
import { post } from '../gateway/http';
import { freePort } from '../gateway/processes';
import { clockEnvironment } from './clocks';
import { Kept } from './kept';

const root = resolve(import.meta.dirname, '../..');
const bundle = join(root, 'packages/node-health/dist/node-health.cjs');
const dockerfile = join(root, 'docker/node-health/Dockerfile');
const CALL = '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}';
const patience = () => ({ signal: AbortSignal.timeout(3_000) });

/** A real geth that makes a block every two seconds, its sidecar, and a gateway before it. */
export interface Pair {
  geth: Kept;
  sidecar: Kept;
  sidecarClock: string;
  sidecarHeap: string;
  gateway: Kept;
  /** What the sidecar tells the kubelet; undefined when it tells nothing. */
  isReady(): Promise<boolean | undefined>;
  /** Whether a call through the gateway is answered; undefined while nothing listens there. */
  isServed(): Promise<boolean | undefined>;
}

export async function aPair(how: {
  groups: ProcessGroups;
  results: string;
}): Promise<Pair> {
  const { results } = how;
  const [gethPort, port, probePort] = [
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const datadir = join(results, 'geth');
  await mkdir(datadir, { recursive: true });
  const geth = new Kept('geth', {
    ...how,
    command: {
      file: 'geth',
      args: [
        ...['--dev', '--dev.period=2', '--datadir', datadir, '--cache=64'],
        ...['--nodiscover', '--port=0', '--authrpc.port=0', '--ipcdisable'],
        '--datadir.minfreedisk=0',
        ...['--http', '--http.port', String(gethPort)],
        ...['--http.vhosts', `localhost,${GETH_HOST}`, '--verbosity=2'],
      ],
    },
    ready: async () =>
      (await post(gethPort, CALL, { host: 'localhost' })).status === 200,
  });

  const networkFile = join(results, 'network.json');
  await writeFile(
    networkFile,
    JSON.stringify({ ...networks.devnet, chainId: 1337 }),
  );
  const sidecarClock = join(results, 'sidecar.clock');
  const sidecarHeap = join(results, 'sidecar.heap.json');
  const options = /NODE_OPTIONS="(.*)"/.exec(readFileSync(dockerfile, 'utf8'));
  const sidecar = new Kept('sidecar', {
    ...how,
    command: {
      file: process.execPath,
      args: [
        ...(options?.[1]?.split(' ') ?? []),
        ...['--expose-gc', '--require', join(import.meta.dirname, 'heap.cjs')],
        ...[bundle, '--node-name=soak', '--network-file', networkFile],
        ...['--execution-url', `http://127.0.0.1:${gethPort}`],
        ...['--listen-address=127.0.0.1', '--port', String(port)],
        ...['--probe-port', String(probePort), '--data-dir', datadir],
      ],
      environment: {
        HEAP_FILE: sidecarHeap,
        ...(await clockEnvironment(sidecarClock)),
      },
    },
    ready: async () =>
      (await fetch(`http://127.0.0.1:${probePort}/livez`, patience())).ok,
  });

  const haproxy = await prepareGateway({ geth: { port: gethPort } });
  const gateway = new Kept('gateway', {
    ...how,
    command: haproxy,
    ready: async () =>
      (await fetch(`http://127.0.0.1:${haproxy.statusPort}/readyz`, patience()))
        .ok,
  });
  return {
    geth,
    sidecar,
    sidecarClock,
    sidecarHeap,
    gateway,
    isReady: () =>
      fetch(`http://127.0.0.1:${probePort}/readyz`, {
        ...patience(),
        headers: { connection: 'close' },
      }).then(
        ({ ok }) => ok,
        () => undefined,
      ),
    isServed: async () => {
      const { status } = await post(haproxy.port, CALL);
      return status === 0 ? undefined : status === 200;
    },
  };
}
