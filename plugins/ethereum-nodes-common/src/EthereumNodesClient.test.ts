import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { EthereumNodesClient } from './EthereumNodesClient';

const BASE = 'http://backstage.example/api/ethereum-nodes';
const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

const client = new EthereumNodesClient({
  discoveryApi: {
    getBaseUrl: async pluginId => `http://backstage.example/api/${pluginId}`,
  },
  fetchApi: { fetch: (...args) => fetch(...args) },
});

/** Records the requests that reach the backend. */
function recordRequests(path: string) {
  const requests: Request[] = [];
  server.use(
    http.get(`${BASE}${path}`, ({ request }) => {
      requests.push(request);
      return HttpResponse.json({});
    }),
  );
  return requests;
}

describe('EthereumNodesClient', () => {
  it('repeats the name of a filter with several values and omits undefined parameters', async () => {
    const requests = recordRequests('/nodes');
    await client.listNodes({
      state: ['SYNCED', 'BEHIND'],
      q: 'a b&c',
      limit: 10,
      cursor: undefined,
    });
    expect(requests.map(({ url }) => new URL(url).search)).toEqual([
      '?state=SYNCED&state=BEHIND&q=a+b%26c&limit=10',
    ]);
  });

  it('sends a node ID as one path segment', async () => {
    const requests = recordRequests('/nodes/:id/history');
    await client.getHistory('eu~ns~a/b', 48);
    expect(requests.map(({ url }) => url)).toEqual([
      `${BASE}/nodes/eu~ns~a%2Fb/history?hours=48`,
    ]);
  });

  it.each(['.', '..'])('sends no request for the ID "%s"', async id => {
    await expect(client.getNode(id)).rejects.toThrow(`id: "${id}" is no ID`);
    await expect(client.getSnapshots(id)).rejects.toThrow('is no ID');
  });

  it('requests a snapshot by POST', async () => {
    const paths: string[] = [];
    server.use(
      http.post(`${BASE}/nodes/:id/snapshots`, ({ params }) => {
        paths.push(String(params.id));
        return HttpResponse.json({ job: 'a' }, { status: 202 });
      }),
    );
    expect(await client.requestSnapshot('eu~ns~a')).toEqual({ job: 'a' });
    expect(paths).toEqual(['eu~ns~a']);
  });

  it('sends a token only if it has one', async () => {
    const requests = recordRequests('/fleet');
    await client.getFleet();
    await client.getFleet({ token: 'secret' });
    expect(
      requests.map(request => request.headers.get('authorization')),
    ).toEqual([null, 'Bearer secret']);
  });

  it('throws the error of the backend', async () => {
    server.use(
      http.get(`${BASE}/nodes/:id`, () =>
        HttpResponse.json(
          {
            error: { name: 'NotFoundError', message: 'No node "x"' },
            response: { statusCode: 404 },
          },
          { status: 404 },
        ),
      ),
    );
    await expect(client.getNode('x')).rejects.toMatchObject({
      name: 'ResponseError',
      cause: { name: 'NotFoundError', message: 'No node "x"' },
    });
  });
});
