import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { nodeStatusSchema } from '@nodeyard/ethereum';
import { ensurePresent } from '../ensurePresent';
import { freePort } from '../gateway/processes';
import { joining, startBeacon, startDevnet, type Devnet } from './devnet';
import { start, stopAll, until } from './processes';
import {
  deadSource,
  endSources,
  foreignSource,
  lyingSource,
  stallingSource,
} from './sources';

const bundle = join(
  __dirname,
  '../../packages/node-health/dist/node-health.cjs',
);

describe('a real consensus client that starts from a checkpoint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'checkpoint-'));
  let devnet: Devnet;
  let sources: string[];
  let client: string[];
  let statusUrl: string;

  before(async () => {
    devnet = await startDevnet(folder);
    for (const { url, process } of devnet.beacons) {
      await until('finalized state', 300, process, async () => {
        const header = await fetch(`${url}/eth/v1/beacon/headers/finalized`);
        const state = await fetch(
          `${url}/eth/v2/debug/beacon/states/finalized`,
          { headers: { accept: 'application/octet-stream' } },
        );
        const { data } = JSON.parse(await header.text());
        await state.arrayBuffer();
        const { slot } = data.header.message;
        return (state.ok && Number(slot) > 0) || undefined;
      });
    }
    const urls = devnet.beacons.map(({ url }) => url);
    const first = ensurePresent(urls[0]);
    const second = ensurePresent(urls[1]);
    sources = [
      ...[await deadSource(), await lyingSource(first), await foreignSource()],
      ...[await stallingSource(first), first, second],
    ];
    const ports = [await freePort(), await freePort()];
    startSidecar(ports);
    statusUrl = `http://127.0.0.1:${ports[0]}/status`;
    client = [
      ...['--execution.engineMock', 'true'],
      ...['--checkpointSyncUrl', `http://127.0.0.1:${ports[1]}`],
      ...(await joining(devnet.beacons[0])),
    ];
  });
  after(async () => {
    await stopAll();
    await endSources();
    rmSync(folder, { recursive: true, force: true });
  });

  function startSidecar([health, checkpoint]: number[]): void {
    const network = join(folder, 'network.json');
    const facts = {
      ...{ name: 'devnet', title: 'Devnet', kind: 'devnet', forks: [] },
      ...{ checkpointSync: [], checkedAt: '2026-11-23', source: [] },
      ...devnet.facts,
    };
    writeFileSync(network, JSON.stringify(facts));
    start(process.execPath, [
      ...[bundle, '--node-name', 'test', '--network-file', network],
      ...['--listen-address', '127.0.0.1', '--port', String(health)],
      ...['--checkpoint-port', String(checkpoint)],
      ...['--checkpoint-sources', sources.join(',')],
    ]);
  }

  const checkpoint = async () => {
    const answer = await fetch(statusUrl);
    return nodeStatusSchema.parse(await answer.json()).checkpoint;
  };

  it('takes half a state for no state where its source stalls half-way', async () => {
    const { process: stalled } = await startBeacon(folder, 'c', client);
    const failure = await until(
      'stalled source',
      120,
      stalled,
      async () => (await checkpoint())?.sources[3]?.failure,
    );
    assert.match(failure, /^stalls after \d+ bytes$/);
    assert.equal((await checkpoint())?.used, sources[3]);
    assert.doesNotMatch(stalled.output(), /Download completed/);
    // The HTTP library of this Lodestar waits on for ever; in a pod its startup probe ends it.
    await stalled.stop();
  });

  it('starts from the next source when it starts again, and follows the chain', async () => {
    const { url, process: beacon } = await startBeacon(folder, 'c', client);
    const agreed = await checkpoint();
    const head = await until('head', 120, beacon, async () => {
      const answer = await fetch(`${url}/eth/v1/node/syncing`);
      const { data } = JSON.parse(await answer.text());
      const slot = Number(data.head_slot);
      return slot > (agreed?.slot ?? Infinity) ? slot : undefined;
    });
    assert.ok(head);
    assert.match(
      beacon.output(),
      /Initializing beacon from a valid checkpoint state/,
    );
    const { used, sources: results = [] } = (await checkpoint()) ?? {};
    assert.equal(used, sources[4]);
    assert.deepEqual(
      results.map(({ result }) => result),
      ['failed', 'disagreed', 'wrong-network', 'agreed', 'agreed', 'agreed'],
    );
  });
});
