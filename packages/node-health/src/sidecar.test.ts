import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  nodeStatusSchema,
  type Network,
  type NodeState,
} from '@nodeyard/ethereum';
import {
  call,
  freePort,
  startAnvil,
  startGethDev,
  type Client,
} from './__fixtures__/clients';
import { aDevnet } from './__fixtures__/devnet';
import { eventually } from './__fixtures__/eventually';
import type { Config } from './config/readConfig';
import { startSidecar, type Sidecar } from './sidecar';

describe('startSidecar', () => {
  const ending: Array<() => Promise<void>> = [];
  afterEach(async () => {
    for (const end of ending.splice(0).reverse()) await end();
  });

  const running = async (client: Promise<Client>) => {
    const started = await client;
    ending.push(started.end);
    return started;
  };
  const beside = async (
    executionUrl: string,
    network: Network = aDevnet(),
    config: Partial<Config> = {},
  ) => {
    const sidecar = await startSidecar(
      {
        nodeName: 'geth-0',
        networkFile: '',
        executionUrl,
        listenAddress: '127.0.0.1',
        port: 0,
        intervalMs: 500,
        timeoutMs: 400,
        ...config,
      },
      network,
      () => {},
    );
    ending.push(sidecar.stop);
    return sidecar;
  };

  it('reports a real node in sync with an advancing head', async () => {
    const anvil = await running(startAnvil());
    const sidecar = await beside(anvil.url);
    await becomes(sidecar, 'SYNCED', true);
    expect(await readiness(sidecar)).toBe(200);
    const first = await headOf(sidecar);
    await eventually(async () =>
      expect(await headOf(sidecar)).toBeGreaterThanOrEqual(first + 3),
    );
  }, 120_000);

  it('reports from which age a snapshot is old, as the newest run wrote it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'node-health-snapshots-'));
    const snapshotFile = join(folder, 'last.json');
    const sidecar = await beside(
      `http://127.0.0.1:${await freePort()}`,
      aDevnet(),
      { snapshotFile },
    );
    const snapshots = async () => (await statusOf(sidecar)).snapshots;
    await eventually(async () =>
      expect((await statusOf(sidecar)).sample).toBeDefined(),
    );
    expect(await snapshots()).toBeUndefined();
    await writeFile(
      snapshotFile,
      JSON.stringify({
        format: 'nodeyard-snapshot-last/1',
        endedAt: '2026-12-01T04:00:00Z',
        result: 'done',
        failuresInARow: 0,
        durationSeconds: {},
        staleAfterSeconds: 241_200,
      }),
    );
    await eventually(async () =>
      expect(await snapshots()).toEqual({ staleAfterSeconds: 241_200 }),
    );
    await rm(folder, { recursive: true });
  });

  it('is unready at once after the node was killed', async () => {
    const anvil = await running(startAnvil());
    const sidecar = await beside(anvil.url);
    await becomes(sidecar, 'SYNCED', true);
    await anvil.end();
    await becomes(sidecar, 'UNREACHABLE', false, 15_000);
    expect(await readiness(sidecar)).toBe(503);
  }, 120_000);

  it('is unready after three probes when the node is frozen, and ready again when it thaws', async () => {
    const anvil = await running(startAnvil());
    const sidecar = await beside(anvil.url);
    await becomes(sidecar, 'SYNCED', true);
    anvil.process.kill('SIGSTOP');
    await becomes(sidecar, 'UNREACHABLE', true, 15_000);
    await becomes(sidecar, 'UNREACHABLE', false, 15_000);
    const { verdict } = await statusOf(sidecar);
    expect(verdict.summary).toMatch(/has not answered .*no answer/);
    anvil.process.kill('SIGCONT');
    await becomes(sidecar, 'SYNCED', true);
  }, 120_000);

  it('reports a node of another network at once', async () => {
    const anvil = await running(startAnvil({ chainId: 31_337 }));
    const sidecar = await beside(anvil.url);
    await becomes(sidecar, 'WRONG_NETWORK', false);
    expect((await statusOf(sidecar)).verdict.summary).toMatch(/31337.*7332/);
  }, 120_000);

  it('reports a node with the right chain ID and another genesis', async () => {
    const anvil = await running(startAnvil());
    const sidecar = await beside(
      anvil.url,
      aDevnet({ genesisHash: `0x${'ab'.repeat(32)}` }),
    );
    await becomes(sidecar, 'WRONG_NETWORK', false);
    expect(await readiness(sidecar)).toBe(503);
  }, 120_000);

  it('follows a node from hours behind until it is in sync', async () => {
    const hourAgo = Math.floor(Date.now() / 1000) - 3600;
    const anvil = await running(
      startAnvil({ timestamp: hourAgo, flags: ['--no-mining'] }),
    );
    await call(anvil.url, 'anvil_mine', ['0x1', '0x1']);
    const sidecar = await beside(anvil.url);
    await becomes(sidecar, 'BEHIND', false);
    const steps = setInterval(
      () => void call(anvil.url, 'anvil_mine', ['0x5', '0x3c']).catch(() => {}),
      500,
    );
    ending.push(async () => clearInterval(steps));
    await eventually(async () => {
      const { verdict } = await statusOf(sidecar);
      expect(verdict).toMatchObject({ state: 'SYNCING', ready: false });
      expect(verdict.evidence.syncRate).toBeGreaterThan(100);
    });
    expect(await readiness(sidecar)).toBe(503);
  }, 120_000);

  it('reports a consensus client that does not respond', async () => {
    const hourAgo = Math.floor(Date.now() / 1000) - 3600;
    const anvil = await running(
      startAnvil({ timestamp: hourAgo, flags: ['--no-mining'] }),
    );
    const consensusUrl = `http://127.0.0.1:${await freePort()}`;
    const sidecar = await beside(anvil.url, aDevnet(), { consensusUrl });
    await becomes(sidecar, 'WAITING_FOR_CL', false);
    expect(await metricsOf(sidecar)).toMatch(
      /eth_node_probe_failures_total\{layer="consensus",reason="refused"\} [1-9]/,
    );
  }, 120_000);

  it('exports every series of a real geth, and its disk usage', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'geth-dev-'));
    ending.push(() => rm(dataDir, { recursive: true, force: true }));
    const geth = await running(startGethDev(dataDir));
    const network = aDevnet({ chainId: 1337, secondsPerSlot: 2 });
    const sidecar = await beside(geth.url, network, {
      dataDir,
      timeoutMs: 3_000,
      executionClient: 'geth',
    });
    await becomes(sidecar, 'SYNCED', true);
    const status = await statusOf(sidecar);
    expect(status).toMatchObject({
      node: {
        name: 'geth-0',
        network: 'devnet',
        executionClient: 'geth',
        secondsPerSlot: 2,
        slotsPerEpoch: network.slotsPerEpoch,
      },
      sample: {
        execution: {
          value: {
            chainId: 1337,
            peers: 0,
            forks: { current: { chainId: 1337 } },
          },
        },
      },
    });
    expect(status.sample?.disk?.totalBytes).toBeGreaterThan(
      status.sample?.disk?.usedBytes ?? Infinity,
    );
    const metrics = await metricsOf(sidecar);
    expect(metrics).toMatch(
      /^eth_node_info\{.*execution_version="Geth\/v1\.17\.\d+-/m,
    );
    expect(metrics).toMatch(/^eth_node_disk_used_bytes [1-9]\d+$/m);
    expect(metrics).toMatch(/^eth_node_state\{state="SYNCED"\} 1$/m);
  }, 120_000);
});

const at = (sidecar: Sidecar, path: string) =>
  fetch(`http://127.0.0.1:${sidecar.port}${path}`);

async function statusOf(sidecar: Sidecar) {
  return nodeStatusSchema.parse(await (await at(sidecar, '/status')).json());
}

async function headOf(sidecar: Sidecar): Promise<number> {
  return (await statusOf(sidecar)).verdict.evidence.headNumber ?? NaN;
}

async function readiness(sidecar: Sidecar): Promise<number> {
  return (await at(sidecar, '/readyz')).status;
}

async function metricsOf(sidecar: Sidecar): Promise<string> {
  return (await at(sidecar, '/metrics')).text();
}

function becomes(
  sidecar: Sidecar,
  state: NodeState,
  ready: boolean,
  patienceMs?: number,
) {
  return eventually(
    async () =>
      expect((await statusOf(sidecar)).verdict).toMatchObject({ state, ready }),
    patienceMs,
  );
}
