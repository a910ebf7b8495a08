import type { Entity } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { AppRootElementBlueprint } from '@backstage/frontend-plugin-api';
import type {
  ExternalRouteRef,
  RouteRef,
} from '@backstage/frontend-plugin-api';
import {
  registerMswTestHooks,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type {
  EthereumNodesApi,
  FleetSummary,
  NodePage,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { useLocation } from 'react-router-dom';
import { aNode } from '../../__testUtils__/aNode';
import { anApi } from '../../__testUtils__/anApi';
import { anEntity } from '../../__testUtils__/anEntity';
import { elementAt } from '../../__testUtils__/elementAt';
import { ethereumNodesApiRef } from '../../api';
import { ethereumNodesPlugin } from '../../plugin';
import { registerEntityRouteRef, templateRouteRef } from '../../routes';

const summary: FleetSummary = {
  total: 2,
  ready: 1,
  byState: { SYNCED: 1, STALLED: 1 },
  byNetwork: [
    { network: 'sepolia', total: 2, ready: 1, executionClients: { geth: 2 } },
  ],
  clusters: [{ name: 'staging', status: 'ok', nodes: 2 }],
};
const stalledNode = aNode({ name: 'stalled', state: 'STALLED' });
const healthyNode = aNode({ name: 'healthy' });
const nodes = [stalledNode, healthyNode];
const fleetApi = (overrides: Partial<EthereumNodesApi> = {}) =>
  anApi(nodes, { getFleet: async () => summary, ...overrides });

const template: Entity = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'create-ethereum-node', namespace: 'platform' },
};

function renderFleet(
  api?: EthereumNodesApi,
  path = '/ethereum-nodes',
  options: {
    entities?: Entity[];
    pagePath?: string;
    mountedRoutes?: Record<string, RouteRef | ExternalRouteRef>;
  } = {},
) {
  const {
    entities = [anEntity(), template],
    pagePath,
    mountedRoutes,
  } = options;
  return renderTestApp({
    extensions: [
      // Not the whole plugin: its navigation item requires a permission decision, which test apps do not make.
      ethereumNodesPlugin.getExtension('api:ethereum-nodes'),
      ethereumNodesPlugin.getExtension('page:ethereum-nodes'),
      AppRootElementBlueprint.make({
        name: 'address',
        params: { element: <Address /> },
      }),
    ],
    apis: [
      [catalogApiRef, catalogApiMock({ entities })],
      ...(api ? [[ethereumNodesApiRef, api] as const] : []),
    ],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      ...(mountedRoutes ?? {
        '/self-service/:namespace/:templateName': templateRouteRef,
      }),
    },
    ...(pagePath && {
      config: {
        app: {
          extensions: [
            { 'page:ethereum-nodes': { config: { path: pagePath } } },
          ],
        },
      },
    }),
    initialRouteEntries: [path],
  });
}

function Address() {
  const { pathname, search } = useLocation();
  return <output aria-label="address">{`${pathname}${search}`}</output>;
}
const address = () => screen.getByLabelText('address').textContent;
const row = (name: string) =>
  screen.findByRole('row', { name: new RegExp(name) });

describe('FleetPage', () => {
  it('lists nodes with state, network, team and a link to their page', async () => {
    renderFleet(fleetApi());
    const stalled = await row('stalled');
    expect(within(stalled).getByText('Stalled')).toBeInTheDocument();
    expect(within(stalled).getByText('sepolia')).toBeInTheDocument();
    expect(within(stalled).getByText('payments')).toBeInTheDocument();
    expect(
      within(stalled).getByRole('link', { name: 'stalled' }),
    ).toHaveAttribute('href', '/ethereum-nodes/nodes/staging~payments~stalled');
    expect(
      screen.getByRole('heading', { name: '1 of 2 ready' }),
    ).toBeInTheDocument();
  });

  it('marks only nodes whose chain is not finalizing', async () => {
    const three = [
      aNode({ name: 'split', finalizing: false }),
      aNode({ name: 'healthy', finalizing: true }),
      aNode({ name: 'hidden', finalizing: undefined }),
    ];
    renderFleet(anApi(three, { getFleet: async () => summary }));
    const mark = async (name: string) =>
      within(await row(name)).queryByText('Its chain is not finalizing');
    expect(await mark('split')).toBeInTheDocument();
    expect(await mark('healthy')).not.toBeInTheDocument();
    expect(await mark('hidden')).not.toBeInTheDocument();
  });

  it('shows the number of ready pods of a pool', async () => {
    const pool = aNode({
      name: 'rpc',
      role: 'serve',
      readyReplicas: 2,
      replicas: 3,
      summary: '2 of 3 pods ready; rpc-7d4f-x2x1z is SYNCING',
    });
    renderFleet(anApi([pool], { getFleet: async () => summary }));
    expect(
      within(await row('rpc')).getByText(/^2 of 3 pods ready/),
    ).toBeInTheDocument();
  });

  it('shows the age of the newest verified snapshot and its problems', async () => {
    const daysAgo = (days: number) =>
      new Date(Date.now() - days * 24 * 3_600_000 - 60_000).toISOString();
    const none = { status: 'none', storeFailing: false } as const;
    renderFleet(
      anApi(
        [
          aNode({
            name: 'fresh',
            snapshots: {
              status: 'verified',
              blockTime: daysAgo(1),
              storeFailing: false,
            },
          }),
          aNode({
            name: 'old',
            snapshots: {
              status: 'failing',
              blockTime: daysAgo(9),
              storeFailing: true,
            },
          }),
          aNode({
            name: 'daily',
            snapshots: {
              status: 'verified',
              blockTime: daysAgo(3),
              staleAfterSeconds: 241_200,
              storeFailing: false,
            },
          }),
          aNode({ name: 'empty', snapshots: none }),
        ],
        { getFleet: async () => summary },
      ),
    );
    expect(within(await row('fresh')).getByText(/^1 d/)).toBeInTheDocument();
    const old = within(await row('old'));
    expect(old.getByText(/^9 d/)).toBeInTheDocument();
    for (const words of [
      'newest verification failed',
      'older than 8 d',
      'store not responding',
    ]) {
      expect(old.getByText(words)).toBeInTheDocument();
    }
    expect(
      within(await row('daily')).getByText('older than 2 d 19 h'),
    ).toBeInTheDocument();
    expect(within(await row('empty')).getByText('none')).toBeInTheDocument();
  });

  it('exports all nodes that match the filters, page by page', async () => {
    const blobs: Blob[] = [];
    URL.createObjectURL = blob => {
      if (blob instanceof Blob) blobs.push(blob);
      return 'blob:x';
    };
    URL.revokeObjectURL = () => {};
    const orders: unknown[] = [];
    const listNodes: EthereumNodesApi['listNodes'] = async query => {
      if (query?.limit === 200) orders.push(query.orderBy);
      return query?.limit === 200 && query.cursor === undefined
        ? { items: [stalledNode], totalItems: 2, nextCursor: 'more' }
        : { items: query?.cursor ? [healthyNode] : nodes, totalItems: 2 };
    };
    renderFleet(fleetApi({ listNodes }));
    await row('stalled');
    await userEvent.click(
      screen.getByRole('button', { name: 'Export as CSV' }),
    );
    await waitFor(() => expect(blobs).toHaveLength(1));
    const text = await elementAt(blobs, 0).text();
    const [header, ...rows] = text.trimEnd().split('\r\n');
    expect(header).toMatch(/^name,cluster,/);
    expect(rows.map(line => line.split(',')[0])).toEqual([
      'stalled',
      'healthy',
    ]);
    // In order of severity, a node whose state gets worse would be skipped.
    expect(orders).toEqual(['name', 'name']);
  });

  it('keeps the focus during an export', async () => {
    const listNodes: EthereumNodesApi['listNodes'] = async query =>
      query?.limit === 200
        ? new Promise(() => {})
        : { items: nodes, totalItems: 2 };
    renderFleet(fleetApi({ listNodes }));
    await row('stalled');
    await userEvent.click(
      screen.getByRole('button', { name: 'Export as CSV' }),
    );
    const busy = await screen.findByRole('button', { name: /^Exporting/ });
    expect(busy).toBeEnabled();
    expect(busy).toHaveFocus();
  });

  it('shows the error of a failed export', async () => {
    const listNodes: EthereumNodesApi['listNodes'] = async query => {
      if (query?.limit === 200) throw new Error('the backend is down');
      return { items: nodes, totalItems: 2 };
    };
    renderFleet(fleetApi({ listNodes }));
    await row('stalled');
    await userEvent.click(
      screen.getByRole('button', { name: 'Export as CSV' }),
    );
    expect(
      await screen.findByText(
        'The nodes could not be exported: the backend is down',
      ),
    ).toBeInTheDocument();
  });

  it('requests nodes with the filters of the URL', async () => {
    const listNodes = jest.fn(fleetApi().listNodes);
    renderFleet(
      fleetApi({ listNodes }),
      '/ethereum-nodes?network=sepolia&network=hoodi&state=STALLED&state=NONSENSE',
    );
    await row('stalled');
    expect(listNodes).toHaveBeenCalledWith(
      expect.objectContaining({
        network: ['sepolia', 'hoodi'],
        state: ['STALLED'],
      }),
      expect.anything(),
    );
  });

  it('toggles the state of a count in the URL', async () => {
    renderFleet(fleetApi());
    const counts = await screen.findByRole('navigation', {
      name: 'Nodes by state',
    });
    await userEvent.click(
      await within(counts).findByRole('link', { name: /Stalled/ }),
    );
    await waitFor(() =>
      expect(address()).toBe('/ethereum-nodes?state=STALLED'),
    );
    await userEvent.click(
      within(counts).getByRole('link', { name: /Stalled/ }),
    );
    await waitFor(() => expect(address()).toBe('/ethereum-nodes'));
  });

  it('adds a selected network to the URL', async () => {
    renderFleet(fleetApi());
    await row('stalled');
    await userEvent.click(screen.getByRole('button', { name: /Network/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'sepolia' }),
    );
    await waitFor(() =>
      expect(address()).toBe('/ethereum-nodes?network=sepolia'),
    );
  });

  it('adds the search text to the URL after a pause', async () => {
    renderFleet(fleetApi());
    await row('stalled');
    await userEvent.type(screen.getByRole('searchbox'), 'pay');
    await waitFor(() => expect(address()).toBe('/ethereum-nodes?q=pay'));
  });

  it('paginates with the cursors of the backend', async () => {
    const first: NodePage = {
      items: [stalledNode],
      totalItems: 51,
      nextCursor: 'second',
    };
    const second: NodePage = { items: [healthyNode], totalItems: 51 };
    renderFleet(
      fleetApi({
        listNodes: async query => (query?.cursor === 'second' ? second : first),
      }),
    );
    await row('stalled');
    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    await row('healthy');
    expect(screen.getByText('51 to 51 of 51')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /previous/i }));
    await row('stalled');
  });

  it('lists clusters that could not be read, and shows the others', async () => {
    const clusters = [
      {
        name: 'edge',
        status: 'unauthorized' as const,
        error: 'needs get on pods/proxy',
        nodes: 0,
      },
    ];
    renderFleet(fleetApi({ getFleet: async () => ({ ...summary, clusters }) }));
    expect(
      await screen.findByText(/1 cluster could not be read/),
    ).toBeInTheDocument();
    expect(screen.getByText(/needs get on pods\/proxy/)).toBeInTheDocument();
    await row('stalled');
  });

  it('shows the table if only the totals fail', async () => {
    renderFleet(
      fleetApi({
        getFleet: () => Promise.reject(new Error('count timed out')),
      }),
    );
    expect(
      await screen.findByText(
        'The totals could not be loaded: count timed out',
      ),
    ).toBeInTheDocument();
    await row('stalled');
  });

  it('names the permission of the totals, and shows the table without it', async () => {
    renderFleet(
      fleetApi({
        getFleet: () => Promise.reject(new NotAllowedError('Unauthorized')),
      }),
    );
    expect(
      await screen.findByText(
        /permission ethereum-nodes\.fleet\.read is required/,
      ),
    ).toBeInTheDocument();
    await row('stalled');
  });

  it('shows the skeleton of the table while it loads', async () => {
    renderFleet(fleetApi({ listNodes: () => new Promise(() => {}) }));
    expect(await screen.findByText('Loading table data.')).toBeInTheDocument();
  });

  it('links to the template if there is no node', async () => {
    renderFleet(anApi([]));
    expect(
      await screen.findByText('No Ethereum nodes yet'),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('link', { name: 'Create an Ethereum node' }),
    ).toHaveAttribute('href', '/self-service/platform/create-ethereum-node');
  });

  it('explains that the template is not in the catalog', async () => {
    renderFleet(anApi([]), undefined, { entities: [anEntity()] });
    expect(
      await screen.findByText(/by the template create-ethereum-node, which/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'Create an Ethereum node' }),
    ).not.toBeInTheDocument();
  });

  it('offers no template in an app without a scaffolder', async () => {
    renderFleet(anApi([]), undefined, { mountedRoutes: {} });
    await screen.findByText('No Ethereum nodes yet');
    expect(
      screen.queryByRole('link', { name: 'Create an Ethereum node' }),
    ).not.toBeInTheDocument();
  });

  it('links from a node to its entity', async () => {
    renderFleet(fleetApi(), '/ethereum-nodes/nodes/staging~payments~healthy');
    expect(
      await screen.findByRole('link', { name: 'payments-geth' }),
    ).toHaveAttribute('href', '/catalog/default/component/payments-geth');
  });

  it('explains a missing entity of a node, and links to its registration', async () => {
    renderFleet(fleetApi(), '/ethereum-nodes/nodes/staging~payments~healthy', {
      entities: [],
      mountedRoutes: { '/import': registerEntityRouteRef },
    });
    expect(
      await screen.findByText(
        'There is no entity component:default/payments-geth in the catalog',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Register an entity' }),
    ).toHaveAttribute('href', '/import');
  });

  it('links to its pages at their configured path', async () => {
    renderFleet(fleetApi(), '/chain', { pagePath: '/chain' });
    await userEvent.click(await screen.findByRole('link', { name: 'healthy' }));
    expect(address()).toBe('/chain/nodes/staging~payments~healthy');
    await userEvent.click(
      await screen.findByRole('link', { name: 'All nodes' }),
    );
    expect(address()).toBe('/chain');
  });

  it('redirects from its former paths', async () => {
    renderFleet(fleetApi(), '/ethereum-nodes/fleet?state=STALLED');
    await row('stalled');
    expect(address()).toBe('/ethereum-nodes?state=STALLED');
  });

  it('opens a row with Enter', async () => {
    renderFleet(fleetApi());
    await row('stalled');
    const first = elementAt(screen.getAllByRole('row'), 1);
    act(() => first.focus());
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(address()).toBe('/ethereum-nodes/nodes/staging~payments~stalled'),
    );
  });

  it('sorts by the column whose title is pressed', async () => {
    const listNodes = jest.fn(fleetApi().listNodes);
    renderFleet(fleetApi({ listNodes }));
    await row('stalled');
    await userEvent.click(screen.getByRole('columnheader', { name: /Head/ }));
    await waitFor(() =>
      expect(address()).toBe('/ethereum-nodes?orderBy=head&order=asc'),
    );
    await waitFor(() =>
      expect(listNodes).toHaveBeenLastCalledWith(
        expect.objectContaining({ orderBy: 'head', order: 'asc' }),
        expect.anything(),
      ),
    );
  });

  it('requests the nodes of the user and of the groups of the user', async () => {
    const listNodes = jest.fn(fleetApi().listNodes);
    renderFleet(fleetApi({ listNodes }), '/ethereum-nodes?owner=group:a/b');
    await row('stalled');
    await userEvent.click(screen.getByRole('button', { name: 'Mine' }));
    await waitFor(() => expect(address()).toBe('/ethereum-nodes?mine=true'));
    await waitFor(() =>
      expect(listNodes).toHaveBeenLastCalledWith(
        expect.objectContaining({ owner: ['user:default/guest'] }),
        expect.anything(),
      ),
    );
  });

  it('shows state, head and age once per row', async () => {
    renderFleet(fleetApi());
    const healthy = await row('healthy');
    expect(within(healthy).getAllByText(/In sync/)).toHaveLength(1);
    expect(within(healthy).getAllByText(/9,731,204|9731204/)).toHaveLength(1);
    expect(within(healthy).getAllByRole('timer')).toHaveLength(1);
  });

  it('offers to clear filters that match no node', async () => {
    renderFleet(anApi([]), '/ethereum-nodes?q=nothing&page=kept');
    await userEvent.click(
      elementAt(
        await screen.findAllByRole('button', { name: 'Clear filters' }),
        0,
      ),
    );
    await waitFor(() => expect(address()).toBe('/ethereum-nodes?page=kept'));
  });

  it('shows the page of a node without a catalog entity', async () => {
    const edge = aNode({
      id: 'static~edge',
      name: 'edge',
      entityRef: undefined,
      cluster: undefined,
    });
    renderFleet(anApi([edge]));
    const link = await screen.findByRole('link', { name: 'edge' });
    expect(link).toHaveAttribute('href', '/ethereum-nodes/nodes/static~edge');
    await userEvent.click(link);
    expect(
      await screen.findByRole('region', { name: 'Execution' }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('link', { name: 'All nodes' }));
    expect(
      await screen.findByRole('link', { name: 'edge' }),
    ).toBeInTheDocument();
  });
});

describe('FleetPage with a REST backend', () => {
  const server = setupServer();
  registerMswTestHooks(server);
  const failWith = (status: number, name: string, message: string) =>
    server.use(
      http.get('http://localhost:7007/api/ethereum-nodes/*', () =>
        HttpResponse.json(
          { error: { name, message }, response: { statusCode: status } },
          { status },
        ),
      ),
    );

  it('reads nodes over HTTP', async () => {
    server.use(
      http.get('http://localhost:7007/api/ethereum-nodes/nodes', () =>
        HttpResponse.json({ items: nodes, totalItems: 2 }),
      ),
      http.get('http://localhost:7007/api/ethereum-nodes/fleet', () =>
        HttpResponse.json(summary),
      ),
    );
    renderFleet();
    expect(await row('stalled')).toBeInTheDocument();
  });

  it('shows the error message of the backend', async () => {
    failWith(503, 'ServiceUnavailableError', 'the store is being migrated');
    renderFleet();
    expect(
      (await screen.findAllByText(/the store is being migrated/))[0],
    ).toBeInTheDocument();
  });

  it('names the missing permission on a 403', async () => {
    failWith(403, 'NotAllowedError', 'Unauthorized');
    renderFleet();
    expect(
      await screen.findByText(
        /permission ethereum-nodes\.node\.read is required/,
      ),
    ).toBeInTheDocument();
  });
});
