import type { FoundNode } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { NodeSample, Verdict } from '@nodeyard/ethereum';
import { databaseIds, testDatabases } from '../__testUtils__/databases';
import {
  aNode,
  aPolledNode,
  aSample,
  aVerdict,
  noon,
} from '../__testUtils__/builders';
import { expectAnswer, recordExample } from '../__testUtils__/contract';
import { findBuiltInNetwork } from '../networkLookup';
import type { CostPrices } from './fleetCost';
import { FleetInsights } from './FleetInsights';
import { NodeInventory } from './NodeInventory';
import { NodeStates } from './NodeStates';
import { SnapshotQueries } from './SnapshotQueries';
import type { Visibility } from './visibility';

jest.setTimeout(180_000);

const GIB = 2 ** 30;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Member {
  node: Partial<FoundNode> & { id: string };
  verdict?: Partial<Verdict>;
  sample?: NodeSample;
  expiresAt?: number;
}

describe.each(databaseIds)('FleetInsights on %s', databaseId => {
  const databases = testDatabases();

  const open = async (members: Member[], prices?: CostPrices) => {
    const knex = await databases.migrated(databaseId);
    await new NodeInventory(knex).savePlace(
      'static',
      { status: 'ok', nodes: members.map(({ node }) => aNode(node)) },
      noon - 1000,
    );
    await new NodeStates(knex).save(
      members.map(({ node, verdict, sample, expiresAt }) =>
        aPolledNode({
          nodeId: node.id,
          verdict: aVerdict(verdict),
          ...(sample && { sample }),
          ...(expiresAt !== undefined && { expiresAt }),
        }),
      ),
    );
    const insights = new FleetInsights({
      knex,
      snapshots: new SnapshotQueries(knex, []),
      findNetwork: findBuiltInNetwork,
      prices,
      now: () => noon,
    });
    return { knex, insights };
  };

  const payments: Visibility = {
    resourceType: 'ethereum-node',
    field: 'ownerRef',
    values: ['group:default/payments'],
  } as never;

  it('counts clients by network and layer, without nodes that the caller may not see', async () => {
    const clients = (id: string, executionClient: string, consensus?: string) =>
      aNode({
        id,
        network: 'mainnet',
        executionClient,
        consensusClient: consensus,
        ownerRef: id === 'd' ? 'group:default/payments' : undefined,
      });
    const { insights } = await open([
      { node: clients('a', 'geth', 'lighthouse') },
      { node: clients('b', 'geth', 'lighthouse') },
      { node: clients('c', 'constructor') },
      { node: clients('d', 'besu', 'teku') },
      { node: { id: 'e', network: 'sepolia', executionClient: 'reth' } },
    ]);
    const all = await insights.diversity('all');
    expectAnswer('getFleetDiversity', all);
    expect(all).toEqual({
      networks: [
        {
          network: 'mainnet',
          nodes: 4,
          execution: [
            { client: 'geth', nodes: 2, share: 0.5 },
            { client: 'besu', nodes: 1, share: 0.25 },
            { client: 'constructor', nodes: 1, share: 0.25 },
          ],
          consensus: [
            { client: 'lighthouse', nodes: 2, share: 2 / 3 },
            { client: 'teku', nodes: 1, share: 1 / 3 },
          ],
        },
        {
          network: 'sepolia',
          nodes: 1,
          execution: [{ client: 'reth', nodes: 1, share: 1 }],
          consensus: [],
        },
      ],
    });
    expect(await insights.diversity(payments)).toMatchObject({
      networks: [{ network: 'mainnet', nodes: 1 }],
    });
  });

  it('counts nodes that are ready for the next fork, and names those that are not', async () => {
    const time = (noon + 3 * DAY_MS) / 1000;
    const fork = (verdict: 'READY' | 'MISSING' | 'UNKNOWN') => ({
      forks: [
        {
          layer: 'execution' as const,
          verdict,
          fork: 'glamsterdam',
          time,
          detail: '',
        },
      ],
      forkReady: verdict !== 'MISSING',
    });
    const { insights } = await open([
      { node: { id: 'ready' }, verdict: fork('READY') },
      { node: { id: 'old' }, verdict: fork('MISSING') },
      { node: { id: 'silent' }, verdict: fork('UNKNOWN') },
      { node: { id: 'elsewhere', network: 'hoodi' } },
    ]);
    const forks = await insights.forks('all');
    expectAnswer('getFleetForks', forks);
    expect(forks).toMatchObject({
      networks: [
        {
          network: 'sepolia',
          fork: 'glamsterdam',
          time: new Date(time * 1000).toISOString(),
          ready: 1,
          notReady: 1,
          unknown: 1,
          nodes: [
            {
              id: 'old',
              executionVersion: 'Geth/v1.17.8-stable/linux-amd64/go1.26.8',
            },
          ],
        },
      ],
    });
  });

  it('orders disks by the days until they are full, at the growth of up to seven days', async () => {
    const disk = (usedGib: number) => ({
      ...aSample(),
      disk: { usedBytes: usedGib * GIB, totalBytes: 1000 * GIB },
    });
    const { knex, insights } = await open([
      { node: { id: 'slow' }, sample: disk(990) },
      { node: { id: 'fast' }, sample: disk(600) },
      { node: { id: 'shrinking' }, sample: disk(500) },
      { node: { id: 'new' }, sample: disk(700) },
      { node: { id: 'unmeasured' } },
    ]);
    const point = (nodeId: string, age: number, usedGib: number) => ({
      node_id: nodeId,
      resolution: 300,
      at: noon - age,
      state: 'SYNCED',
      disk_used_bytes: usedGib * GIB,
    });
    await knex('node_points').insert([
      point('slow', 2 * DAY_MS, 989),
      point('fast', 2 * DAY_MS, 400),
      point('fast', DAY_MS, 599),
      point('fast', 8 * DAY_MS, 1),
      point('shrinking', 2 * DAY_MS, 900),
      point('new', HOUR_MS, 100),
    ]);
    const disks = await insights.disks('all');
    expectAnswer('getFleetDisks', disks);
    expect(disks).toMatchObject({
      known: 4,
      unknown: 1,
      nodes: [
        { id: 'fast', bytesPerDay: 100 * GIB, daysLeft: 4 },
        { id: 'slow', bytesPerDay: 0.5 * GIB, daysLeft: 20 },
        { id: 'new' },
        { id: 'shrinking', bytesPerDay: -200 * GIB },
      ],
    });
    const [, , fresh, shrinking] = disks.nodes;
    expect(fresh).not.toHaveProperty('bytesPerDay');
    expect(shrinking).not.toHaveProperty('daysLeft');
  });

  it('distinguishes a network that stalls from nodes that stall', async () => {
    const head = (age: number) =>
      aSample(noon, {
        head: {
          number: 100,
          hash: `0x${'ab'.repeat(32)}`,
          timestamp: noon / 1000 - age,
        },
      });
    const member = (
      id: string,
      network: string,
      state: Verdict['state'],
      age: number,
    ): Member => ({
      node: { id, network },
      verdict: { state },
      sample: head(age),
    });
    const { insights } = await open([
      member('a', 'sepolia', 'SYNCED', 48),
      member('b', 'sepolia', 'STALLED', 3600),
      member('c', 'hoodi', 'NETWORK_STALL', 600),
      member('d', 'hoodi', 'NETWORK_STALL', 610),
      member('e', 'mainnet', 'STALLED', 600),
      member('f', 'mainnet', 'SYNCING', 5),
      { ...member('g', 'mainnet', 'SYNCED', 5), expiresAt: noon - 1 },
    ]);
    const heads = await insights.heads('all');
    expectAnswer('getFleetHeads', heads);
    expect(heads).toMatchObject({
      networks: [
        { network: 'hoodi', status: 'stalled', responding: 2, fresh: 0 },
        { network: 'mainnet', status: 'unknown', responding: 1, fresh: 0 },
        {
          network: 'sepolia',
          status: 'advancing',
          responding: 2,
          fresh: 1,
          headTime: new Date(noon - 48_000).toISOString(),
        },
      ],
    });
  });

  it('reports nodes without a snapshot store, and an empty fleet', async () => {
    const { insights } = await open([{ node: { id: 'a' } }]);
    const snapshots = await insights.snapshots('all');
    expectAnswer('getFleetSnapshots', snapshots);
    expect(snapshots).toEqual({ byStatus: {}, withoutStore: 1, nodes: [] });

    const { insights: empty } = await open([]);
    expect(await empty.disks('all')).toEqual({
      known: 0,
      unknown: 0,
      nodes: [],
    });
    expect(await empty.heads('all')).toEqual({ networks: [] });
  });

  const prices: CostPrices = {
    asOf: '2026-11',
    currency: 'EUR',
    cpuHour: 0.01,
    memoryGibHour: 0.001,
    storageGibMonth: new Map([
      ['default', 0.1],
      ['fast', 0.2],
    ]),
    budgets: new Map([['group:default/payments', 400]]),
  };
  const requests = (storageClass?: string, pods = 1) => ({
    pods,
    cpuCores: 2,
    memoryBytes: 16 * GIB,
    volumes: [{ storageClass, bytes: 1000 * GIB }],
  });
  /** Of CPU and memory of one pod. */
  const compute = 730 * (2 * 0.01 + 16 * 0.001);

  it('prices what nodes request, by owner, without nodes that the caller may not see', async () => {
    const ownerRef = 'group:default/payments';
    const members = [
      { node: { id: 'a', name: 'a', ownerRef, resources: requests('fast') } },
      { node: { id: 'b', name: 'b', ownerRef, resources: requests('slow') } },
      { node: { id: 'c', name: 'c', resources: requests(undefined, 3) } },
      { node: { id: 'd', name: 'd', ownerRef } },
    ];
    const { insights } = await open(members, prices);
    const cost = await insights.cost('all');
    expectAnswer('getFleetCost', withoutUndefined(cost));
    recordExample('getFleetCost', cost);
    const close = (amount: number) => expect.closeTo(amount, 6);
    expect(cost).toMatchObject({
      prices: { asOf: '2026-11', currency: 'EUR' },
      month: close(5 * compute + 600),
      unknown: 1,
      owners: [
        { ownerRef: undefined, nodes: 1, month: close(3 * compute + 300) },
        { ownerRef, nodes: 2, month: close(2 * compute + 300), budget: 400 },
      ],
      nodes: [
        { id: 'c', month: close(3 * compute + 300) },
        { id: 'a', month: close(compute + 200) },
        { id: 'b', month: close(compute + 100) },
      ],
    });
    const visible = await insights.cost(payments);
    expect(visible.owners).toHaveLength(1);
    expect(visible.month).toBeCloseTo(2 * compute + 300);
  });

  it('has no cost without a price list', async () => {
    const { insights } = await open([
      { node: { id: 'a', resources: requests() } },
    ]);
    const cost = await insights.cost('all');
    expectAnswer('getFleetCost', cost);
    expect(cost).toEqual({ owners: [], nodes: [], unknown: 0 });
  });

  it('has no cost of a node whose stored requests are invalid', async () => {
    const { knex, insights } = await open(
      [{ node: { id: 'a', resources: requests() } }],
      prices,
    );
    for (const resources of ['{', '{"pods":-1}', '{"pods":1e999}']) {
      await knex('nodes').update({ resources });
      expect(await insights.cost('all')).toMatchObject({
        unknown: 1,
        month: 0,
      });
    }
  });
});

function withoutUndefined(answer: object): object {
  return JSON.parse(JSON.stringify(answer));
}
