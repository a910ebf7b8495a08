import type { Knex } from 'knex';
import { aNode, aPolledNode, noon } from '../__testUtils__/builders';
import { databaseIds, testDatabases } from '../__testUtils__/databases';
import { shardOf, SHARDS } from '../polling/shards';
import { NodeInventory } from './NodeInventory';
import { NodeStates } from './NodeStates';
import { ShardLeases } from './ShardLeases';

jest.setTimeout(180_000);

const LEASE_MS = 3_600_000;
const idle = () => true;

describe.each(databaseIds)('ShardLeases on %s', databaseId => {
  const databases = testDatabases();
  let knex: Knex;
  beforeEach(async () => {
    knex = await databases.migrated(databaseId);
  });

  let clock = 0;
  const open = () =>
    new ShardLeases(knex, { leaseMs: LEASE_MS, monotonicNow: () => clock });
  const readable = (leases: ShardLeases) =>
    leases.shards.filter(shard => leases.fenceOf(shard) !== undefined);
  const expireAll = () => knex('poll_replicas').update({ expires_at: 0 });
  const fencesOf = (leases: ShardLeases) =>
    new Map(leases.shards.map(shard => [shard, leases.fenceOf(shard) ?? -1]));

  it('give one replica all shards, and several equal shares without a shard in two', async () => {
    const [a, b, c] = [open(), open(), open()];
    expect(await a.renew('{}', idle)).toMatchObject({ changed: true });
    expect(a.shards).toHaveLength(SHARDS);
    expect(await a.renew('{}', idle)).toMatchObject({ changed: false });

    await b.renew('{}', idle);
    expect(b.shards).toEqual([]);
    for (let round = 0; round < 3; round += 1) {
      for (const replica of [a, b, c]) await replica.renew('{}', idle);
    }
    const all = [a, b, c].flatMap(({ shards }) => shards);
    expect(new Set(all).size).toBe(SHARDS);
    expect(all).toHaveLength(SHARDS);
    expect([a, b, c].map(({ shards }) => shards.length).sort()).toEqual([
      21, 21, 22,
    ]);
  });

  it('pass on the shards of a replica whose lease has expired, with other fences', async () => {
    const [dead, live] = [open(), open()];
    await dead.renew('{}', idle);
    const before = fencesOf(dead);
    await live.renew('{}', idle);
    expect(live.shards).toEqual([]);
    await expireAll();
    await live.renew('{}', idle);
    expect(live.shards).toHaveLength(SHARDS);
    for (const [shard, fence] of fencesOf(live)) {
      expect(fence).toBeGreaterThan(before.get(shard) ?? Infinity);
    }
  });

  it('keep the shards of a replica that renews too late if they are still free', async () => {
    const alone = open();
    await alone.renew('{}', idle);
    await expireAll();
    clock += LEASE_MS;
    expect(readable(alone)).toEqual([]);
    expect(await alone.renew('{}', idle)).toMatchObject({ changed: false });
    expect(readable(alone)).toHaveLength(SHARDS);
  });

  it('release a shard only when no read of it is in progress, and start none meanwhile', async () => {
    const [a, b] = [open(), open()];
    await a.renew('{}', idle);
    await b.renew('{}', idle);
    await a.renew('{}', () => false);
    expect(a.shards).toHaveLength(SHARDS);
    expect(readable(a)).toHaveLength(SHARDS / 2);
    await b.renew('{}', idle);
    expect(b.shards).toEqual([]);
    await a.renew('{}', idle);
    await b.renew('{}', idle);
    expect(readable(b)).toHaveLength(SHARDS / 2);
  });

  it('are free at once after a replica has ended', async () => {
    const [a, b] = [open(), open()];
    await a.renew('{}', idle);
    await a.end();
    expect(readable(a)).toEqual([]);
    await b.renew('{}', idle);
    expect(b.shards).toHaveLength(SHARDS);
  });

  it('refuse what an earlier holder has read, and store the rest', async () => {
    const nodes = ['stale', 'fine'].map(id => aNode({ id }));
    await new NodeInventory(knex).savePlace(
      'static',
      { status: 'ok', nodes },
      noon,
    );
    const states = new NodeStates(knex);
    await states.loadKnown();
    const leases = open();
    await leases.renew('{}', idle);
    const fences = fencesOf(leases);
    await knex('poll_shards')
      .where({ shard: shardOf('stale') })
      .update({ fence: 9 });
    expect(
      await states.save(
        nodes.map(({ id }) => aPolledNode({ nodeId: id })),
        fences,
      ),
    ).toEqual([]);
    expect(await knex('node_states').select('node_id')).toEqual([
      { node_id: 'fine' },
    ]);
    expect(states.recall('stale').last).toBeUndefined();
  });

  it('exchange the heads of live replicas', async () => {
    const [a, b] = [open(), open()];
    await a.renew('of a', idle);
    expect(await b.renew('of b', idle)).toMatchObject({
      headsOfOthers: ['of a'],
    });
    await a.end();
    expect(await b.renew('of b', idle)).toMatchObject({ headsOfOthers: [] });
  });
});
