import { aNode, aPolledNode, noon } from '../__testUtils__/builders';
import { databaseIds, testDatabases } from '../__testUtils__/databases';
import { FleetQueries } from './FleetQueries';
import { NodeInventory } from './NodeInventory';
import { NodeQueries } from './NodeQueries';
import { NodeStates } from './NodeStates';
import { itemAt } from '../__testUtils__/itemAt';

jest.setTimeout(180_000);

describe.each(databaseIds)('NodeStates on %s', databaseId => {
  const databases = testDatabases();
  const open = async (...nodes: Parameters<typeof aNode>[0][]) => {
    const knex = await databases.migrated(databaseId);
    await new NodeInventory(knex).savePlace(
      'test',
      { status: 'ok', nodes: nodes.map(aNode) },
      noon,
    );
    return { knex, states: new NodeStates(knex) };
  };

  it('stores the other nodes if the database refuses one', async () => {
    const { knex, states } = await open({ id: 'a' }, { id: 'b' });
    const refused = await states.save([
      aPolledNode({ nodeId: 'a' }),
      // Whatever its reason, it refuses: this column is never null.
      aPolledNode({ nodeId: null as never }),
      aPolledNode({ nodeId: 'b' }),
    ]);
    expect(refused).toEqual([{ nodeId: null, error: expect.anything() }]);
    const { items } = await new NodeQueries(knex, () => noon).list({}, 'all');
    expect(items.map(({ id, state }) => [id, state])).toEqual([
      ['a', 'SYNCED'],
      ['b', 'SYNCED'],
    ]);
  });

  it('throws if the database refuses every node', async () => {
    const { knex, states } = await open({ id: 'a' });
    await knex.schema.dropTable('node_reports');
    await expect(states.save([aPolledNode({ nodeId: 'a' })])).rejects.toThrow(
      'node_reports',
    );
  });

  it('keeps the facts of discovery and of the last poll, with the maximum number of facts', async () => {
    const fact = (subject: string) =>
      ({ kind: 'pod', subject, value: 'uid' } as const);
    const many = Array.from({ length: 250 }, (_, i) => fact(`rpc-${i}`));
    const { states } = await open({ id: 'a', facts: many });
    await states.save([aPolledNode({ nodeId: 'a', facts: [fact('rpc-x')] })]);
    const { node, facts } = itemAt(await states.loadKnown(), 0);
    expect(node.facts).toEqual(many.slice(0, 200));
    expect(facts).toEqual([fact('rpc-x')]);
  });

  it('counts clients and networks with any name', async () => {
    const names = ['constructor', '__proto__', 'toString', 'geth'];
    const { knex, states } = await open(
      ...names.map(name => ({
        id: name,
        network: name,
        executionClient: name,
      })),
    );
    await states.save(
      names.map(nodeId => aPolledNode({ nodeId, sample: undefined })),
    );
    const summary = await new FleetQueries(knex, () => noon).summary('all');
    // As it is sent: a key of that name is a key like others there.
    const sent = JSON.parse(JSON.stringify(summary));
    expect(
      sent.byNetwork.map(
        (network: { network: string; executionClients: object }) => [
          network.network,
          Object.entries(network.executionClients),
        ],
      ),
    ).toEqual([...names].sort().map(name => [name, [[name, 1]]]));
  });
});
