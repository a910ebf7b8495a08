import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { nodesByEntity } from './nodesByEntity';
import { readEntities } from './readEntities';
import { readNodes } from './readNodes';

const credentials = mockCredentials.service();
const aNode = (id: string, entityRef?: string) =>
  ({ id, entityRef } as EthereumNode);
const anEntity = (name: string, node = 'auto'): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, annotations: { 'ethereum.nodeyard.io/node': node } },
});

describe('nodesByEntity', () => {
  it('returns the pinned nodes, or those that reference the entity', () => {
    const nodes = [
      aNode('static~a', 'component:default/a'),
      aNode('static~b', 'component:default/a'),
      aNode('static~c'),
    ];
    const found = nodesByEntity(
      [
        anEntity('a'),
        anEntity('pinned', 'static~c,static~gone'),
        anEntity('b'),
      ],
      nodes,
    );
    expect(
      found.map(({ entity, nodes: own }) => [entity, own.map(({ id }) => id)]),
    ).toEqual([
      [
        { kind: 'Component', namespace: 'default', name: 'a' },
        ['static~a', 'static~b'],
      ],
      [
        { kind: 'Component', namespace: 'default', name: 'pinned' },
        ['static~c'],
      ],
      [{ kind: 'Component', namespace: 'default', name: 'b' }, []],
    ]);
  });
});

describe('reading', () => {
  it('reads every page of nodes in a stable order', async () => {
    const listNodes = jest
      .fn()
      .mockResolvedValueOnce({ items: [aNode('a')], nextCursor: 'next' })
      .mockResolvedValueOnce({ items: [aNode('a'), aNode('b')] });
    expect(
      (await readNodes({ listNodes }, credentials)).map(({ id }) => id),
    ).toEqual(['a', 'b']);
    expect(listNodes.mock.calls.map(([query]) => query)).toEqual([
      { orderBy: 'name', order: 'asc', limit: 200, cursor: undefined },
      { orderBy: 'name', order: 'asc', limit: 200, cursor: 'next' },
    ]);
    expect(listNodes.mock.calls[0][1]).toEqual({
      credentials,
      signal: expect.any(AbortSignal),
    });
  });

  it('fails if a page fails, and with more nodes than the limit', async () => {
    await expect(
      readNodes(
        {
          listNodes: jest
            .fn()
            .mockResolvedValueOnce({ items: [aNode('a')], nextCursor: 'next' })
            .mockRejectedValueOnce(new Error('the backend is away')),
        },
        credentials,
      ),
    ).rejects.toThrow('the backend is away');
    let next = 0;
    const endless = jest.fn(async () => ({
      items: Array.from({ length: 200 }, () => aNode(`n${next++}`)),
      totalItems: 1,
      nextCursor: 'next',
    }));
    await expect(
      readNodes({ listNodes: endless }, credentials),
    ).rejects.toThrow('more than 20000 nodes');
    expect(endless).toHaveBeenCalledTimes(100);
  });

  it('fails with more entities than the limit', async () => {
    const queryEntities = jest.fn(async () => ({
      items: Array.from({ length: 500 }, () => anEntity('a')),
      totalItems: 1,
      pageInfo: { nextCursor: 'next' },
    }));
    await expect(readEntities({ queryEntities }, credentials)).rejects.toThrow(
      'more than 10000 entities',
    );
    expect(queryEntities).toHaveBeenCalledTimes(20);
  });
});
