import { mockServices } from '@backstage/backend-test-utils';
import type {
  EthereumNodeSource,
  NodeReading,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { aNode, aSample } from '../__testUtils__/builders';
import { testDatabases } from '../__testUtils__/databases';
import { ChangeAnnouncer } from '../ChangeAnnouncer';
import { Clusters } from '../store/Clusters';
import { NodeInventory } from '../store/NodeInventory';
import { NodeStates } from '../store/NodeStates';
import { ShardLeases } from '../store/ShardLeases';
import { Poller } from './Poller';

jest.setTimeout(180_000);

const POLL_MS = 15_000;
const silence: NodeReading = {
  kind: 'failed',
  reason: 'silence',
  answered: false,
};

describe('Poller', () => {
  const databases = testDatabases();
  const pollers: Poller[] = [];
  afterEach(async () => {
    await Promise.all(pollers.splice(0).map(poller => poller.stop()));
  });

  const open = async (
    ids: string[],
    read: (id: string) => NodeReading | Promise<NodeReading>,
  ) => {
    const knex = await databases.migrated('SQLITE_3');
    const inventory = new NodeInventory(knex);
    const found = (nodes: string[]) =>
      inventory.savePlace(
        'test',
        { status: 'ok', nodes: nodes.map(id => aNode({ id })) },
        Date.now(),
      );
    await found(ids);
    const asked: string[] = [];
    const source: EthereumNodeSource = {
      name: 'test',
      discover: async () => ({ complete: true, places: [] }),
      read: async ({ id }) => {
        asked.push(id);
        return read(id);
      },
    };
    const logger = mockServices.logger.mock();
    const clock = { now: Date.now() };
    const states = new NodeStates(knex);
    const poller = new Poller(
      {
        sources: [source],
        states,
        clusters: new Clusters(knex),
        announcer: new ChangeAnnouncer({
          signals: { publish: async () => {} },
          events: { publish: async () => {} },
          logger,
        }),
        logger,
        pollMs: POLL_MS,
        limits: {
          timeoutMs: 1000,
          concurrency: 64,
          concurrencyPerCluster: 16,
          budgetMs: 120_000,
        },
        now: () => clock.now,
        random: () => 0.5,
      },
      new ShardLeases(knex, { leaseMs: 3_600_000 }),
    );
    pollers.push(poller);
    return { knex, poller, asked, logger, clock, found, states };
  };
  const sampled = (): NodeReading => ({
    kind: 'sample',
    sample: aSample(Date.now()),
  });

  it('polls each node once in a period, and new ones at once', async () => {
    const { poller, asked, clock, found } = await open(['a', 'b'], sampled);
    await poller.tick();
    await poller.tick();
    expect(asked.sort()).toEqual(['a', 'b']);
    await found(['a', 'b', 'c']);
    poller.reload();
    await poller.tick();
    expect(asked.splice(0).sort()).toEqual(['a', 'b', 'c']);
    clock.now += 1.2 * POLL_MS;
    await poller.tick();
    expect(asked.sort()).toEqual(['a', 'b', 'c']);
  });

  it('stores nodes that answer while one hangs that did not answer before', async () => {
    let release = (_: NodeReading) => {};
    let hangs = false;
    const { poller, clock, knex } = await open(['silent', 'fine'], id => {
      if (id === 'fine') return sampled();
      return hangs
        ? new Promise(resolve => {
            release = resolve;
          })
        : silence;
    });
    await poller.tick();
    hangs = true;
    clock.now += 1.2 * POLL_MS;
    const ticking = poller.tick();
    const storedAt = async () =>
      (await knex('node_states').where({ node_id: 'fine' }).first()).last_seen;
    while (Number(await storedAt()) !== clock.now) {
      await new Promise(setImmediate);
    }
    expect(await knex('node_states').select('node_id', 'failures')).toEqual(
      expect.arrayContaining([{ node_id: 'silent', failures: 1 }]),
    );
    release(silence);
    await ticking;
  });

  it('does not poll a node at once again whose result the database has refused', async () => {
    const { poller, asked, states, clock, logger } = await open(['a'], sampled);
    jest.spyOn(states, 'save').mockRejectedValueOnce(new Error('disk full'));
    await poller.tick();
    await poller.tick();
    expect(asked).toEqual(['a']);
    expect(logger.error).toHaveBeenCalledWith(
      'A polling round failed',
      expect.objectContaining({ message: 'disk full' }),
    );
    clock.now += POLL_MS;
    await poller.tick();
    expect(asked).toEqual(['a', 'a']);
  });

  it('polls nothing while the database is away, says so once, and goes on', async () => {
    const { poller, asked, states, logger } = await open(['a'], sampled);
    const away = jest
      .spyOn(states, 'loadKnown')
      .mockRejectedValue(new Error('connection refused'));
    await poller.tick();
    await poller.tick();
    expect(asked).toEqual([]);
    expect(logger.error).toHaveBeenCalledTimes(1);
    away.mockRestore();
    await poller.tick();
    expect(asked).toEqual(['a']);
    expect(logger.info).toHaveBeenCalledWith('The database answers again');
  });

  it('warns of nodes that were read late', async () => {
    const { poller, clock, logger } = await open(['a', 'b'], sampled);
    await poller.tick();
    clock.now += 2 * POLL_MS;
    await poller.tick();
    clock.now += 2 * POLL_MS;
    await poller.tick();
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(
        '2 of 2 nodes were not read in their polling period',
      ),
    );
  });

  it('releases its shards when it stops', async () => {
    const { poller, knex, asked } = await open(['a'], sampled);
    await poller.tick();
    await poller.stop();
    expect(await knex('poll_shards').whereNotNull('holder')).toEqual([]);
    asked.splice(0);
    await poller.tick();
    expect(asked).toEqual([]);
  });
});
