import { createLazyClient } from './lazyClient';

describe('the lazy client', () => {
  const fetched: string[] = [];
  const client = createLazyClient({
    discoveryApi: { getBaseUrl: async id => `http://backstage/api/${id}` },
    fetchApi: {
      fetch: async url => {
        fetched.push(String(url));
        return Response.json({ url: String(url) });
      },
    },
  });

  it('makes the requests of the client with all arguments', async () => {
    await client.listNodes({ limit: 5 });
    await client.getHistory('a~b~c', 6);
    await client.getFleet();
    expect(fetched).toEqual([
      'http://backstage/api/ethereum-nodes/nodes?limit=5',
      'http://backstage/api/ethereum-nodes/nodes/a~b~c/history?hours=6',
      'http://backstage/api/ethereum-nodes/fleet',
    ]);
  });

  it('rejects with the error of the client', async () => {
    const failing = createLazyClient({
      discoveryApi: { getBaseUrl: () => Promise.reject(new Error('no URL')) },
      fetchApi: { fetch },
    });
    await expect(failing.getNode('a')).rejects.toThrow('no URL');
  });
});
