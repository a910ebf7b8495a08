import { mockServices } from '@backstage/backend-test-utils';
import { listSnapshots } from '@nodeyard/snapshot-store';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aNode, aPolledNode, noon } from '../__testUtils__/builders';
import { databaseIds, testDatabases } from '../__testUtils__/databases';
import { takeSnapshot } from '../__testUtils__/takeSnapshot';
import { ChangeAnnouncer } from '../ChangeAnnouncer';
import type { SnapshotStoreConfig } from '../config';
import { NodeInventory } from '../store/NodeInventory';
import { NodeStates } from '../store/NodeStates';
import { NodeQueries } from '../store/NodeQueries';
import { SnapshotInventory } from '../store/SnapshotInventory';
import { SnapshotQueries } from '../store/SnapshotQueries';
import { refreshSnapshots } from './refreshSnapshots';
import { itemAt } from '../__testUtils__/itemAt';

jest.setTimeout(180_000);

describe('refreshSnapshots', () => {
  const databases = testDatabases();
  let work: string;
  let main: SnapshotStoreConfig;
  beforeEach(async () => {
    work = await mkdtemp(join(tmpdir(), 'nodeyard-stores-'));
    main = { name: 'main', url: `file://${work}/store` };
    await mkdir(join(work, 'store'));
  });
  afterEach(() => rm(work, { recursive: true, force: true }));

  const aSnapshot = (block: number) => takeSnapshot(work, main.url, block);

  const open = async (id = itemAt(databaseIds, 0)) => {
    const knex = await databases.migrated(id);
    const inventory = new NodeInventory(knex);
    const node = aNode({
      id: 'a',
      network: 'devnet',
      executionClient: 'geth',
      ownerRef: 'group:default/payments',
    });
    await inventory.savePlace('static', { status: 'ok', nodes: [node] }, noon);
    const logger = mockServices.logger.mock();
    const signals = { publish: jest.fn(async () => {}) };
    const announcer = new ChangeAnnouncer({
      signals,
      events: mockServices.events.mock(),
      logger,
    });
    const deps = {
      announcer,
      snapshots: new SnapshotInventory(knex),
      listSnapshots: jest.fn(listSnapshots),
      logger,
      now: () => noon,
    };
    /** Signals since the last call. */
    const signalled = () => {
      const { length } = signals.publish.mock.calls;
      signals.publish.mockClear();
      return length;
    };
    const refresh = (stores = [main]) =>
      refreshSnapshots(deps, stores, new AbortController().signal);
    const page = async (stores = [main]) => {
      const [found] = await new NodeQueries(knex).findAll(['a']);
      if (!found) throw new Error('there is no node');
      return new SnapshotQueries(knex, stores).forNode(found);
    };
    /** `snapshots` of each node in a list. */
    const freshness = async (stores = [main]) => {
      const { items } = await new NodeQueries(knex, () => noon).list({}, 'all');
      const nodes = await new SnapshotQueries(knex, stores).withFreshness(
        items,
      );
      return Object.fromEntries(
        nodes.map(({ id: nodeId, snapshots }) => [nodeId, snapshots]),
      );
    };
    const states = new NodeStates(knex);
    return { ...deps, refresh, page, freshness, inventory, states, signalled };
  };

  it.each(databaseIds)(
    'lists the snapshots of a node with their restore commands, on %s',
    async database => {
      const { refresh, page } = await open(database);
      expect(await page()).toEqual({
        stores: [{ name: 'main', problems: [] }],
        items: [],
      });
      const older = await aSnapshot(5);
      const newer = await aSnapshot(9);
      await refresh();
      const { stores, items } = await page();
      expect(stores).toEqual([
        {
          name: 'main',
          lastSuccess: new Date(noon).toISOString(),
          problems: [],
        },
      ]);
      expect(items.map(({ id }) => id)).toEqual([newer, older]);
      expect(items[0]).toEqual({
        store: 'main',
        id: newer,
        clientVersion: '1.17.8',
        blockNumber: 9,
        blockHash: `0x${'2'.repeat(64)}`,
        blockTime: new Date(noon).toISOString(),
        createdAt: expect.stringMatching(/^20.*Z$/),
        sizeBytes: expect.any(Number),
        newBytes: expect.any(Number),
        latest: false,
        restoreCommand: `delta-sync restore --store ${main.url} --network devnet --client geth --from ${newer} --allow-unverified --datadir DATADIR`,
      });
    },
  );

  it.each(databaseIds)(
    'signals lists that changed, and no others, on %s',
    async database => {
      const { refresh, signalled } = await open(database);
      await refresh();
      expect(signalled()).toBe(1);
      await refresh();
      expect(signalled()).toBe(0);
      await aSnapshot(5);
      await refresh();
      expect(signalled()).toBe(1);
      await refresh();
      expect(signalled()).toBe(0);
      const store = join(work, 'store');
      await rename(store, `${store}-away`);
      await writeFile(store, 'no folder');
      await refresh();
      expect(signalled()).toBe(1);
      await refresh();
      expect(signalled()).toBe(0);
      await rm(store);
      await rename(`${store}-away`, store);
      await refresh();
      expect(signalled()).toBe(1);
      await refresh([]);
      expect(signalled()).toBe(1);
      await refresh([]);
      expect(signalled()).toBe(0);
    },
  );

  it.each(databaseIds)(
    'adds the freshness of snapshots to a list of nodes, on %s',
    async database => {
      const { refresh, freshness, inventory } = await open(database);
      const nodes = [
        aNode({ id: 'a', network: 'devnet', executionClient: 'geth' }),
        aNode({
          id: 'b',
          network: 'devnet',
          executionClient: 'geth',
          ownerRef: 'group:default/risk',
        }),
        aNode({ id: 'c', network: 'devnet', executionClient: 'reth' }),
        aNode({ id: 'd', network: 'devnet', executionClient: 'anvil' }),
        aNode({ id: 'e', network: 'devnet' }),
      ];
      await inventory.savePlace('static', { status: 'ok', nodes }, noon);
      const ofRisk = [{ ...main, owner: 'group:default/risk' }];
      expect((await freshness()).a?.status).toBe('unknown');
      await aSnapshot(5);
      await refresh();
      const here = { status: 'unverified', storeFailing: false };
      expect(await freshness()).toEqual({
        a: here,
        b: here,
        c: { status: 'none', storeFailing: false },
        d: undefined,
        e: undefined,
      });
      expect(await freshness(ofRisk)).toEqual({
        a: undefined,
        b: here,
        c: undefined,
        d: undefined,
        e: undefined,
      });
      expect((await freshness([])).b).toBeUndefined();
    },
  );

  it.each(databaseIds)(
    'has the schedule of the node, or the shortest of its owner, network and client, on %s',
    async database => {
      const { freshness, page, inventory, states } = await open(database);
      const payments = {
        network: 'devnet',
        ownerRef: 'group:default/payments',
      };
      const nodes = [
        aNode({ id: 'a', ...payments, executionClient: 'geth' }),
        aNode({ id: 'daily', ...payments, executionClient: 'geth' }),
        aNode({ id: 'weekly', ...payments, executionClient: 'geth' }),
        aNode({ id: 'reth', ...payments, executionClient: 'reth' }),
        aNode({ id: 'other', network: 'devnet', executionClient: 'geth' }),
      ];
      await inventory.savePlace('static', { status: 'ok', nodes }, noon);
      const polled = (nodeId: string, snapshotStaleAfterSeconds?: number) =>
        aPolledNode({ nodeId, snapshotStaleAfterSeconds });
      await states.save([
        polled('a'),
        polled('daily', 200_000),
        polled('weekly', 1_000_000),
        polled('reth'),
        polled('other'),
      ]);
      const all = await freshness();
      expect(
        Object.entries(all).map(([id, one]) => [id, one?.staleAfterSeconds]),
      ).toEqual([
        ['a', 200_000],
        ['daily', 200_000],
        ['other', undefined],
        ['reth', undefined],
        ['weekly', 1_000_000],
      ]);
      expect((await page()).staleAfterSeconds).toBe(200_000);
    },
  );

  it('reads a manifest once, and passes on the stored snapshots', async () => {
    const { refresh, listSnapshots: list } = await open();
    const id = await aSnapshot(5);
    await refresh();
    await refresh();
    expect(
      list.mock.calls.map(([{ known }]) => known?.map(one => one.id)),
    ).toEqual([[], [id]]);
  });

  it('keeps the list of a store that does not answer, with the error', async () => {
    const { refresh, page } = await open();
    const id = await aSnapshot(5);
    await refresh();
    await writeFile(join(work, 'no-folder'), '');
    const gone = { ...main, url: `file://${work}/no-folder` };
    await refresh([gone]);
    const { stores, items } = await page([gone]);
    expect(items.map(item => item.id)).toEqual([id]);
    expect(stores[0]).toMatchObject({
      lastSuccess: new Date(noon).toISOString(),
      error: expect.stringContaining('no-folder'),
    });
  });

  it('refreshes other stores if one fails unexpectedly', async () => {
    const { refresh, page, listSnapshots: list, logger } = await open();
    await aSnapshot(5);
    list.mockRejectedValueOnce(new Error('defect'));
    const other = { ...main, name: 'other' };
    await refresh([main, other]);
    const { stores, items } = await page([main, other]);
    expect(items.map(({ store }) => store)).toEqual(['other']);
    expect(stores[0]?.error).toContain('log of the backend');
    expect(logger.error).toHaveBeenCalledTimes(1);
  });

  it('reports unreadable snapshots', async () => {
    const { refresh, page } = await open();
    const id = await aSnapshot(5);
    await writeFile(
      join(work, 'store/devnet/geth/snapshots', id, 'manifest.json'),
      '{}',
    );
    await refresh();
    const { stores, items } = await page();
    expect(items).toEqual([]);
    expect(stores[0]?.problems).toEqual([expect.stringContaining(id)]);
  });

  it("lists a store with an owner for that owner's nodes only", async () => {
    const { refresh, page } = await open();
    await aSnapshot(5);
    const theirs = { ...main, owner: 'group:default/treasury' };
    const ours = { ...main, owner: 'group:default/payments' };
    await refresh();
    expect(await page([theirs])).toEqual({ stores: [], items: [] });
    expect((await page([ours])).items).toHaveLength(1);
  });

  it('deletes stores that are no longer configured, and clients without nodes', async () => {
    const { refresh, page, inventory } = await open();
    await aSnapshot(5);
    await refresh();
    await refresh([]);
    expect((await page()).items).toEqual([]);
    await refresh();
    const other = aNode({
      id: 'a',
      network: 'devnet',
      executionClient: 'reth',
    });
    await inventory.savePlace('static', { status: 'ok', nodes: [other] }, noon);
    await refresh();
    expect(await page()).toMatchObject({
      stores: [{ problems: [] }],
      items: [],
    });
  });
});
