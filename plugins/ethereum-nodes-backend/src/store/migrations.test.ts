import { databaseIds, testDatabases } from '../__testUtils__/databases';
import { aNode, aPolledNode, noon } from '../__testUtils__/builders';
import { migrationsDirectory } from './migrations';
import { NodeInventory } from './NodeInventory';
import { NodeStates } from './NodeStates';

jest.setTimeout(180_000);

describe('the migrations', () => {
  const databases = testDatabases();

  it.each(databaseIds)(
    'apply, store nodes, and roll back completely, on %s',
    async id => {
      const knex = await databases.empty(id);
      const migrate = { directory: migrationsDirectory };

      await knex.migrate.latest(migrate);
      await new NodeInventory(knex).savePlace(
        'static',
        { status: 'ok', nodes: [aNode({ id: 'a' })] },
        noon,
      );
      await new NodeStates(knex).save([aPolledNode({ nodeId: 'a' })]);
      expect(await knex('nodes').count({ count: '*' })).toEqual([
        { count: expect.anything() },
      ]);

      // A rollback of one migration and its reapplication keep the data.
      await knex.migrate.down(migrate);
      await knex.migrate.latest(migrate);
      expect(await knex('nodes').select('id', 'facts')).toEqual([
        { id: 'a', facts: null },
      ]);

      await knex.migrate.rollback(migrate, true);
      for (const table of [
        'nodes',
        'node_states',
        'node_reports',
        'node_transitions',
        'node_points',
        'node_changes',
        'clusters',
        'snapshots',
        'declared_entities',
        'poll_replicas',
        'poll_shards',
      ]) {
        expect(await knex.schema.hasTable(table)).toBe(false);
      }

      await knex.migrate.latest(migrate);
      expect(await knex('nodes').select()).toEqual([]);
    },
  );
});
