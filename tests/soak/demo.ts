import { join, resolve } from 'node:path';
import { ensurePresent } from '../ensurePresent';
import { demoFleet, type ProcessGroups } from '../../packages/demo/src';
import { gethHome } from '../../packages/demo/src/geth/home';
import { freePort } from '../gateway/processes';
import type { Truth } from './fleet';
import { Kept } from './kept';

const root = resolve(import.meta.dirname, '../..');
/** What the fates of the demo come to. The real geth is stopped for snapshots: nothing is held against it. */
const usable: Record<string, boolean> = {
  'payments-rpc': true,
  'payments-archive': false,
  'risk-rpc': false,
  'risk-indexer': false,
  'risk-standby': false,
};

/** The nodes of `make start`. */
export interface Demo {
  process: Kept;
  urls: Map<string, string>;
  truths: Map<string, Truth>;
  /** Where the snapshots of the real geth are. */
  storeUrl: string;
}

export async function theDemo(how: {
  groups: ProcessGroups;
  results: string;
}): Promise<Demo> {
  const nodes = await demoFleet(root, await freePort());
  const { port: first } = ensurePresent(nodes[0]);
  const geth = nodes.find(({ name }) => usable[name] === undefined);
  const urls = new Map(
    nodes.map(({ name, port }) => [name, `http://127.0.0.1:${port}`]),
  );
  return {
    process: new Kept('demo', {
      ...how,
      command: {
        file: process.execPath,
        args: [
          ...['--import', 'tsx', join(root, 'packages/demo/src/start.ts')],
          ...['--nodes-only', '--nodes-port', String(first)],
        ],
        cwd: root,
        environment: { PROJECT_CWD: root },
      },
      ready: () => answers(urls.get('payments-rpc') ?? ''),
    }),
    urls,
    truths: new Map(
      Object.entries(usable).map(([name, is]) => [
        name,
        { usable: is, since: Date.now() },
      ]),
    ),
    storeUrl: gethHome(root, geth?.port ?? 0).storeUrl,
  };
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}',
    signal: AbortSignal.timeout(2_000),
  });
  return response.ok;
}
