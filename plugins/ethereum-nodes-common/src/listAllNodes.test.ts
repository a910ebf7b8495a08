import type { NodePage } from './contract/node';
import type { NodeQuery } from './contract/queries';
import { listAllNodes } from './listAllNodes';

const pages: Record<string, NodePage> = {
  first: page(['a', 'b'], 'second'),
  second: page(['b', 'c'], 'third'),
  third: page([]),
};

function page(ids: string[], nextCursor?: string): NodePage {
  const items = ids.map(id => ({ id })) as NodePage['items'];
  return { items, totalItems: 3, nextCursor };
}

async function idsOf(options?: { filters?: NodeQuery; max?: number }) {
  const queries: NodeQuery[] = [];
  const ids: string[] = [];
  const listPage = async (query: NodeQuery) => {
    queries.push(query);
    return pages[query.cursor ?? 'first'] ?? page([]);
  };
  for await (const { id } of listAllNodes(listPage, options)) ids.push(id);
  return { ids, queries };
}

describe('listAllNodes', () => {
  it('lists the nodes of all pages once, by name and with the filters', async () => {
    const { ids, queries } = await idsOf({ filters: { network: ['hoodi'] } });
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(queries.map(({ cursor }) => cursor)).toEqual([
      undefined,
      'second',
      'third',
    ]);
    expect(queries[0]).toMatchObject({
      network: ['hoodi'],
      orderBy: 'name',
      order: 'asc',
      limit: 200,
    });
  });

  it('does not take a part of the nodes for all of them', async () => {
    await expect(idsOf({ max: 2 })).rejects.toThrow('more than 2 nodes');
  });
});
