import { mockServices } from '@backstage/backend-test-utils';
import type { EthereumNodeSource } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { aNode, aSample, aStatus } from '../__testUtils__/builders';
import { FakeExecutionClients } from '../__testUtils__/FakeExecutionClients';
import { databaseIds, testDatabases } from '../__testUtils__/databases';
import { ChangeAnnouncer } from '../ChangeAnnouncer';
import { StaticSource } from '../sources/StaticSource';
import { Clusters } from '../store/Clusters';
import { FleetQueries } from '../store/FleetQueries';
import { NodeInventory } from '../store/NodeInventory';
import { NodeStates } from '../store/NodeStates';
import { NodeQueries } from '../store/NodeQueries';
import { discover } from './discover';
import { pollDue as poll } from '../__testUtils__/pollDue';

jest.setTimeout(240_000);

const signal = new AbortController().signal;
let clients: FakeExecutionClients;
beforeAll(async () => {
  clients = await FakeExecutionClients.start();
});
afterAll(() => clients.stop());

describe.each(databaseIds)('poll on %s', databaseId => {
  const databases = testDatabases();

  const open = async (
    nodes: Array<{ name: string; executionUrl: string }>,
    timeoutMs = 2000,
  ) => {
    const knex = await databases.migrated(databaseId);
    const published = jest.fn();
    const logger = mockServices.logger.mock();
    const deps = {
      sources: [
        new StaticSource({
          nodes: nodes.map(node => ({ network: 'devnet', ...node })),
        }),
      ],
      inventory: new NodeInventory(knex),
      states: new NodeStates(knex),
      clusters: new Clusters(knex),
      announcer: new ChangeAnnouncer({
        signals: { publish: published },
        events: { publish: jest.fn() },
        logger,
      }),
      logger,
      pollMs: 15_000,
      limits: {
        timeoutMs,
        concurrency: 64,
        concurrencyPerCluster: 16,
        // Far more than a round needs, because the machine may be busy.
        budgetMs: 120_000,
      },
      now: Date.now,
      random: () => 0.5,
    };
    await discover(deps, signal);
    published.mockClear();
    return {
      deps,
      knex,
      published,
      queries: new NodeQueries(knex),
      fleet: new FleetQueries(knex),
    };
  };

  it('polls 1,000 nodes in one round although 150 hang, send invalid responses or refuse connections', async () => {
    const bad = ['hanging', 'garbage', 'refused'] as const;
    const behaviorOf = (index: number): (typeof bad)[number] | 'synced' =>
      bad[index % 20] ?? 'synced';
    const nodes = Array.from({ length: 1000 }, (_, index) => {
      const behavior = behaviorOf(index);
      // Port 9 is `discard`, which is not in use.
      return {
        name: `n${index}`,
        executionUrl:
          behavior === 'refused'
            ? 'http://127.0.0.1:9'
            : clients.url(behavior, index),
      };
    });
    const { deps, fleet, queries, published } = await open(nodes, 10_000);

    // A long period, because a round may take long on a busy machine.
    const polled = await poll({ ...deps, pollMs: 300_000 }, signal);

    expect(polled).toHaveLength(1000);
    expect(await fleet.summary('all')).toMatchObject({
      total: 1000,
      byState: { SYNCED: 850, UNREACHABLE: 150 },
    });
    const { items } = await queries.list(
      { state: ['UNREACHABLE'], limit: 200 },
      'all',
    );
    const wrong = items.filter(
      ({ name }) => behaviorOf(Number(name.slice(1))) === 'synced',
    );
    expect(wrong).toEqual([]);
    expect(published).toHaveBeenCalledTimes(1);
  });

  it('makes a node ready with its second good sample, on any replica', async () => {
    const { deps, knex, queries } = await open([
      { name: 'a', executionUrl: clients.url('synced', 1) },
    ]);
    await poll(deps, signal);
    expect(await queries.find('static~a', 'all')).toMatchObject({
      state: 'SYNCED',
      ready: false,
    });
    // Another replica, which shares only the database.
    const elsewhere = {
      ...deps,
      states: new NodeStates(knex),
      clusters: new Clusters(knex),
    };
    await poll({ ...elsewhere, now: () => Date.now() + 15_000 }, signal);
    expect(await queries.find('static~a', 'all')).toMatchObject({
      state: 'SYNCED',
      ready: true,
    });
  });

  /** Polls five nodes of every kind repeatedly, a minute apart. */
  const pollFor = async (
    deps: Awaited<ReturnType<typeof open>>['deps'],
    startedAt: number,
    rounds: number,
  ) => {
    for (let round = 0; round < rounds; round += 1) {
      const at = startedAt + round * 60_000;
      await poll({ ...deps, now: () => at }, signal);
    }
  };
  const everyKind = () => [
    { name: 'synced', executionUrl: clients.url('synced', 1) },
    { name: 'garbage', executionUrl: clients.url('garbage', 2) },
    { name: 'refused', executionUrl: 'http://127.0.0.1:9' },
  ];
  /** As JSON, without absent fields. */
  const knownTo = async (states: NodeStates) =>
    JSON.parse(JSON.stringify(await states.loadKnown()));

  it('knows of nodes what a restarted backend reads from the database', async () => {
    const { deps, knex } = await open(everyKind());
    const now = Date.now();
    for (let round = 0; round < 6; round += 1) {
      await pollFor(deps, now + round * 60_000, 1);
      const known = await knownTo(deps.states);
      expect(known).toEqual(await knownTo(new NodeStates(knex)));
      expect(known).toHaveLength(3);
    }
  });

  it('goes on from the polls of another replica, and then from its own', async () => {
    const { deps, knex } = await open(everyKind());
    const other = { ...deps, states: new NodeStates(knex) };
    const now = Date.now();
    await pollFor(deps, now, 2);
    await pollFor(other, now + 2 * 60_000, 2);
    expect(await knownTo(deps.states)).toEqual(await knownTo(other.states));
    await pollFor(deps, now + 4 * 60_000, 1);
    // Its newest four samples: three of the other replica, then its own.
    const [own, others] = await Promise.all(
      [deps, other].map(async ({ states }) => {
        const [known] = await states.loadKnown();
        return known?.last?.recentSamples.map(({ at }) => at);
      }),
    );
    expect(own).toEqual(others);
    expect(await knownTo(deps.states)).toEqual(
      await knownTo(new NodeStates(knex)),
    );
  });

  it('reads reports from the database only after another replica has polled', async () => {
    const { deps, knex } = await open(everyKind());
    const queried: string[] = [];
    knex.on('query', ({ sql }) => queried.push(sql));
    const reads = () =>
      queried.splice(0).filter(sql => /^select.*node_reports/s.test(sql))
        .length;
    const now = Date.now();
    await pollFor(deps, now, 1);
    reads();
    await pollFor(deps, now + 60_000, 3);
    expect(reads()).toBe(0);
    await pollFor({ ...deps, states: new NodeStates(knex) }, now + 240_000, 1);
    reads();
    await pollFor(deps, now + 300_000, 2);
    expect(reads()).toBe(1);
  });

  it('counts the next poll from the start of the round', async () => {
    const { deps } = await open([
      { name: 'a', executionUrl: clients.url('synced', 1) },
    ]);
    // A round of 14 s, in a period of 15 s.
    const startedAt = Date.now();
    const times = [startedAt, startedAt, startedAt + 14_000];
    const now = () => times.shift() ?? startedAt + 14_000;
    const [polled] = await poll({ ...deps, now }, signal);
    expect(polled?.nextPollAt).toBe(startedAt + 15_000);
  });

  it('broadcasts one signal for changed nodes, which names none of them', async () => {
    const { deps, published } = await open([
      { name: 'a', executionUrl: clients.url('synced', 1) },
      { name: 'b', executionUrl: 'http://127.0.0.1:9' },
    ]);
    await poll(deps, signal);
    const change = {
      recipients: { type: 'broadcast' },
      channel: 'ethereum-nodes',
      message: { changedAt: expect.stringMatching(/^[0-9TZ:.-]+$/) },
    };
    expect(published.mock.calls).toEqual([[change]]);
  });

  it('stores the round despite an invalid status of one sidecar', async () => {
    const { deps, queries } = await open([]);
    const statuses = {
      fine: aStatus({}, aSample(Date.now())),
      rotten: aStatus({ since: 1e300 }, aSample(Date.now())),
      nul: aStatus({ summary: 'a\0b' }, aSample(Date.now())),
    };
    const source: EthereumNodeSource = {
      name: 'pods',
      discover: async () => ({
        complete: true,
        places: [
          {
            status: 'ok',
            nodes: Object.keys(statuses).map(id => aNode({ id })),
          },
        ],
      }),
      read: async ({ id }) => ({
        kind: 'status',
        status: statuses[id as keyof typeof statuses],
      }),
    };
    const withPods = { ...deps, sources: [source] };
    await discover(withPods, signal);

    expect(await poll(withPods, signal)).toHaveLength(3);

    const { items } = await queries.list({ orderBy: 'name' }, 'all');
    expect(items.map(({ id, state, summary }) => [id, state, summary])).toEqual(
      [
        ['fine', 'SYNCED', 'In sync'],
        ['nul', 'SYNCED', 'ab'],
        ['rotten', 'UNKNOWN', expect.stringContaining('cannot be used')],
      ],
    );
  });

  it('lists nodes although a stored time is invalid', async () => {
    const { deps, knex, queries } = await open([
      { name: 'a', executionUrl: clients.url('synced', 1) },
    ]);
    await poll(deps, signal);
    await knex('node_states').update({ head_time: '9000000000000000000' });
    expect((await queries.list({}, 'all')).items).toMatchObject([
      { id: 'static~a', headTime: undefined },
    ]);
  });

  it('does not poll a node before it is due', async () => {
    const { deps } = await open([
      { name: 'a', executionUrl: clients.url('synced', 1) },
    ]);
    expect(await poll(deps, signal)).toHaveLength(1);
    expect(await poll(deps, signal)).toHaveLength(0);
  });
});
