import { mockServices } from '@backstage/backend-test-utils';
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
import { poll } from './poll';

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
          fetch,
        }),
      ],
      inventory: new NodeInventory(knex),
      states: new NodeStates(knex),
      clusters: new Clusters(knex),
      announcer: new ChangeAnnouncer({
        signals: { publish: published },
        logger,
      }),
      logger,
      pollMs: 15_000,
      limits: {
        timeoutMs,
        concurrency: 64,
        concurrencyPerCluster: 16,
        // Far more than a round needs: other tests may use the machine at the same time.
        budgetMs: 120_000,
      },
      now: Date.now,
      random: () => 0.5,
    };
    await discover(deps, signal);
    published.mockClear();
    const signalled = () =>
      published.mock.calls.flatMap(([{ message }]) => message.nodeIds);
    return {
      deps,
      knex,
      published,
      signalled,
      queries: new NodeQueries(knex),
      fleet: new FleetQueries(knex),
    };
  };

  it('ends and is right about the healthy ones of 1,000 nodes, of which 150 hang, talk nonsense or refuse', async () => {
    const bad = ['hanging', 'garbage', 'refused'] as const;
    const fateOf = (index: number) =>
      index % 20 < bad.length ? bad[index % 20] : 'synced';
    const nodes = Array.from({ length: 1000 }, (_, index) => {
      const fate = fateOf(index);
      // Port 9 is `discard`, and nobody runs that.
      return {
        name: `n${index}`,
        executionUrl:
          fate === 'refused' ? 'http://127.0.0.1:9' : clients.url(fate, index),
      };
    });
    const { deps, fleet, queries, published } = await open(nodes, 10_000);

    const polled = await poll(deps, signal);

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
      ({ name }) => fateOf(Number(name.slice(1))) === 'synced',
    );
    expect(wrong).toEqual([]);
    expect(published).toHaveBeenCalledTimes(2);
  });

  it('makes a node ready with its second good sample, over whichever replica comes next', async () => {
    const { deps, knex, queries } = await open([
      { name: 'a', executionUrl: clients.url('synced', 1) },
    ]);
    await poll(deps, signal);
    expect(await queries.find('static~a', 'all')).toMatchObject({
      state: 'SYNCED',
      ready: false,
    });
    // Another replica: nothing but the database is shared.
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

  it('signals IDs of nodes that changed, and nothing else', async () => {
    const { deps, published, signalled } = await open([
      { name: 'a', executionUrl: clients.url('synced', 1) },
      { name: 'b', executionUrl: 'http://127.0.0.1:9' },
    ]);
    await poll(deps, signal);
    expect(signalled().sort()).toEqual(['static~a', 'static~b']);
    expect(published).toHaveBeenCalledWith({
      recipients: { type: 'broadcast' },
      channel: 'ethereum-nodes',
      message: { nodeIds: expect.any(Array) },
    });
  });

  it('does not poll before a node is due', async () => {
    const { deps } = await open([
      { name: 'a', executionUrl: clients.url('synced', 1) },
    ]);
    expect(await poll(deps, signal)).toHaveLength(1);
    expect(await poll(deps, signal)).toHaveLength(0);
  });
});
