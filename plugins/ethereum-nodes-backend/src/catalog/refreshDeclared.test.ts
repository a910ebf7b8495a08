import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ANNOTATION_NODE } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { aNode, noon } from '../__testUtils__/builders';
import { testDatabases } from '../__testUtils__/databases';
import { findBuiltInNetwork } from '../networkLookup';
import { DeclaredStore } from '../store/DeclaredStore';
import { NodeInventory } from '../store/NodeInventory';
import { refreshDeclared } from './refreshDeclared';
import { readDeclaredNode } from './readDeclaredNode';
import { DeclaredQueries } from './DeclaredQueries';
import { NodeEntities } from './NodeEntities';

const anEntity = (
  name: string,
  node?: string,
  type = 'ethereum-node',
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace: 'default',
    ...(node && { annotations: { [ANNOTATION_NODE]: node } }),
  },
  spec: { type },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
});

describe('refreshDeclared', () => {
  const databases = testDatabases();

  const open = async (entities: Entity[]) => {
    const knex = await databases.migrated('SQLITE_3');
    await new NodeInventory(knex).savePlace(
      'static',
      {
        status: 'ok',
        nodes: [
          aNode({ id: 'static~a', entityRef: 'component:default/running' }),
        ],
      },
      noon,
    );
    const auth = mockServices.auth();
    const catalog = catalogServiceMock({ entities });
    const declared = new DeclaredStore(knex);
    const logger = mockServices.logger.mock();
    const run = (
      list = () => new NodeEntities({ catalog, auth }).list(),
    ): Promise<void> =>
      refreshDeclared({
        entities: { list },
        declaredNode: entity =>
          readDeclaredNode(entity, {
            allow: [],
            findNetwork: findBuiltInNetwork,
          }),
        declared,
        logger,
      });
    const shown = async (visible = entities, refs?: string[]) =>
      new DeclaredQueries(
        declared,
        catalogServiceMock({ entities: visible }),
      ).list(await auth.getOwnServiceCredentials(), refs);
    return { run, shown, logger };
  };

  it('stores entities without a discovered node', async () => {
    const { run, shown } = await open([
      anEntity('running', 'auto'),
      anEntity('written', 'auto'),
      anEntity('typed'),
      anEntity('pinned', 'static~a, static~gone'),
      anEntity('pool', 'auto', 'ethereum-node-pool'),
      anEntity('website', undefined, 'website'),
    ]);
    await run();
    const { items, more } = await shown();
    expect(items.map(({ title }) => title)).toEqual([
      'pool',
      'typed',
      'written',
    ]);
    expect(items[2]).toEqual({
      entityRef: 'component:default/written',
      title: 'written',
      ownerRef: 'group:default/payments',
      problem: undefined,
    });
    expect(more).toBe(false);
  });

  it('stores the problem of an invalid annotation', async () => {
    const { run, shown } = await open([anEntity('typo', 'autp')]);
    await run();
    expect((await shown()).items[0]?.problem).toMatch(
      /^The annotation ethereum\.nodeyard\.io\/node names "autp", and there is no such node\. Write "auto"/,
    );
  });

  it('stores why a URL is refused, even if the entity has another node', async () => {
    const running = anEntity('running', 'auto');
    running.metadata.annotations = {
      'ethereum.nodeyard.io/execution-url': 'https://rpc.example',
    };
    const { run, shown } = await open([running]);
    await run();
    expect((await shown()).items).toEqual([
      expect.objectContaining({
        entityRef: 'component:default/running',
        problem: expect.stringContaining(
          'ethereumNodes.annotations.allow is empty',
        ),
        problemCoded: expect.objectContaining({ code: 'sentences' }),
      }),
    ]);
  });

  it('lists only entities that the caller may read in the catalog', async () => {
    const { run, shown } = await open([anEntity('a'), anEntity('b')]);
    await run();
    expect((await shown([anEntity('b')])).items).toHaveLength(1);
    expect((await shown(undefined, ['Component:default/A'])).items).toEqual([
      expect.objectContaining({ entityRef: 'component:default/a' }),
    ]);
  });

  it('keeps the stored entities while the catalog fails', async () => {
    const { run, shown, logger } = await open([anEntity('a')]);
    await run();
    await run(() => Promise.reject(new Error('the catalog is away')));
    expect((await shown()).items).toHaveLength(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('the catalog is away'),
    );
  });
});
