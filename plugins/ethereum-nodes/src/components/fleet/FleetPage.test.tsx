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
const nodes = [
  aNode({ name: 'sad', state: 'STALLED' }),
  aNode({ name: 'calm' }),
];
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
      // Not the plugin as a whole: its item in the navigation waits for a decision, which test apps do not.
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

describe('the fleet page', () => {
  it('lists nodes with state, network, team and a link to their own page', async () => {
    renderFleet(fleetApi());
    const sad = await row('sad');
    expect(within(sad).getByText('Stalled')).toBeInTheDocument();
    expect(within(sad).getByText('sepolia')).toBeInTheDocument();
    expect(within(sad).getByText('payments')).toBeInTheDocument();
    expect(within(sad).getByRole('link', { name: 'sad' })).toHaveAttribute(
      'href',
      '/ethereum-nodes/nodes/staging~payments~sad',
    );
    expect(
      screen.getByRole('heading', { name: '1 of 2 ready' }),
    ).toBeInTheDocument();
  });

  it('marks the nodes whose chain does not finalize, and no others', async () => {
    const three = [
      aNode({ name: 'split', finalizing: false }),
      aNode({ name: 'calm', finalizing: true }),
      aNode({ name: 'hidden', finalizing: undefined }),
    ];
    renderFleet(anApi(three, { getFleet: async () => summary }));
    const mark = async (name: string) =>
      within(await row(name)).queryByText('Its chain does not finalize');
    expect(await mark('split')).toBeInTheDocument();
    expect(await mark('calm')).not.toBeInTheDocument();
    expect(await mark('hidden')).not.toBeInTheDocument();
  });

  it('says of a pool how many of its pods are ready', async () => {
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

  it('says how old the newest verified snapshot is, and what is the matter with it', async () => {
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
          aNode({ name: 'empty', snapshots: none }),
        ],
        { getFleet: async () => summary },
      ),
    );
    expect(within(await row('fresh')).getByText(/^1 d/)).toBeInTheDocument();
    const old = within(await row('old'));
    expect(old.getByText(/^9 d/)).toBeInTheDocument();
    for (const words of [
      'newest trial failed',
      'older than 8 days',
      'store does not answer',
    ]) {
      expect(old.getByText(words)).toBeInTheDocument();
    }
    expect(within(await row('empty')).getByText('none')).toBeInTheDocument();
  });

  it('exports all nodes that the filters let through, page by page', async () => {
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
        ? { items: [nodes[0]], totalItems: 2, nextCursor: 'more' }
        : { items: query?.cursor ? [nodes[1]] : nodes, totalItems: 2 };
    };
    renderFleet(fleetApi({ listNodes }));
    await row('sad');
    await userEvent.click(
      screen.getByRole('button', { name: 'Export as CSV' }),
    );
    await waitFor(() => expect(blobs).toHaveLength(1));
    const text = await blobs[0].text();
    const [header, ...rows] = text.trimEnd().split('\r\n');
    expect(header).toMatch(/^name,cluster,/);
    expect(rows.map(line => line.split(',')[0])).toEqual(['sad', 'calm']);
    // By severity, a node that gets worse meanwhile would be on no page.
    expect(orders).toEqual(['name', 'name']);
  });

  it('leaves the keyboard where it was while an export is under way', async () => {
    const listNodes: EthereumNodesApi['listNodes'] = async query =>
      query?.limit === 200
        ? new Promise(() => {})
        : { items: nodes, totalItems: 2 };
    renderFleet(fleetApi({ listNodes }));
    await row('sad');
    await userEvent.click(
      screen.getByRole('button', { name: 'Export as CSV' }),
    );
    const busy = await screen.findByRole('button', { name: /^Exporting/ });
    expect(busy).toBeEnabled();
    expect(busy).toHaveFocus();
  });

  it('gives the words of an export that failed', async () => {
    const listNodes: EthereumNodesApi['listNodes'] = async query => {
      if (query?.limit === 200) throw new Error('the backend is down');
      return { items: nodes, totalItems: 2 };
    };
    renderFleet(fleetApi({ listNodes }));
    await row('sad');
    await userEvent.click(
      screen.getByRole('button', { name: 'Export as CSV' }),
    );
    expect(
      await screen.findByText(
        'The nodes could not be exported: the backend is down',
      ),
    ).toBeInTheDocument();
  });

  it('asks for the filters that the address names', async () => {
    const listNodes = jest.fn(fleetApi().listNodes);
    renderFleet(
      fleetApi({ listNodes }),
      '/ethereum-nodes?network=sepolia&network=hoodi&state=STALLED&state=NONSENSE',
    );
    await row('sad');
    expect(listNodes).toHaveBeenCalledWith(
      expect.objectContaining({
        network: ['sepolia', 'hoodi'],
        state: ['STALLED'],
      }),
      expect.anything(),
    );
  });

  it('puts a count’s state into the address, and takes it out again', async () => {
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

  it('puts a chosen network into the address', async () => {
    renderFleet(fleetApi());
    await row('sad');
    await userEvent.click(screen.getByRole('button', { name: /Network/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'sepolia' }),
    );
    await waitFor(() =>
      expect(address()).toBe('/ethereum-nodes?network=sepolia'),
    );
  });

  it('puts what is typed into the address after a pause', async () => {
    renderFleet(fleetApi());
    await row('sad');
    await userEvent.type(screen.getByRole('searchbox'), 'pay');
    await waitFor(() => expect(address()).toBe('/ethereum-nodes?q=pay'));
  });

  it('turns pages by the backend’s cursors', async () => {
    const pages: Record<string, NodePage> = {
      first: { items: [nodes[0]], totalItems: 51, nextCursor: 'second' },
      second: { items: [nodes[1]], totalItems: 51 },
    };
    renderFleet(
      fleetApi({ listNodes: async query => pages[query?.cursor ?? 'first'] }),
    );
    await row('sad');
    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    await row('calm');
    expect(screen.getByText('51 to 51 of 51')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /previous/i }));
    await row('sad');
  });

  it('names clusters that could not be read, and shows the rest', async () => {
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
    await row('sad');
  });

  it('keeps the table when only the totals fail', async () => {
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
    await row('sad');
  });

  it('names the permission that the totals need, and shows the rows that it does not', async () => {
    renderFleet(
      fleetApi({
        getFleet: () => Promise.reject(new NotAllowedError('Unauthorized')),
      }),
    );
    expect(
      await screen.findByText(
        /needs the permission ethereum-nodes\.fleet\.read/,
      ),
    ).toBeInTheDocument();
    await row('sad');
  });

  it('shows a table’s shape while it loads', async () => {
    renderFleet(fleetApi({ listNodes: () => new Promise(() => {}) }));
    expect(await screen.findByText('Loading table data.')).toBeInTheDocument();
  });

  it('leads to the template when there is no node yet', async () => {
    renderFleet(anApi([]));
    expect(
      await screen.findByText('No Ethereum nodes yet'),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('link', { name: 'Create an Ethereum node' }),
    ).toHaveAttribute('href', '/self-service/platform/create-ethereum-node');
  });

  it('says that the template is not in the catalog', async () => {
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

  it('leads from a node to its entity', async () => {
    renderFleet(fleetApi(), '/ethereum-nodes/nodes/staging~payments~calm');
    expect(
      await screen.findByRole('link', { name: 'payments-geth' }),
    ).toHaveAttribute('href', '/catalog/default/component/payments-geth');
  });

  it('says that the entity of a node is not in the catalog, and where to register it', async () => {
    renderFleet(fleetApi(), '/ethereum-nodes/nodes/staging~payments~calm', {
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

  it('finds its own pages where the app has put them', async () => {
    renderFleet(fleetApi(), '/chain', { pagePath: '/chain' });
    await userEvent.click(await screen.findByRole('link', { name: 'calm' }));
    expect(address()).toBe('/chain/nodes/staging~payments~calm');
    await userEvent.click(
      await screen.findByRole('link', { name: 'All nodes' }),
    );
    expect(address()).toBe('/chain');
  });

  it('leads on from its former addresses', async () => {
    renderFleet(fleetApi(), '/ethereum-nodes/fleet?state=STALLED');
    await row('sad');
    expect(address()).toBe('/ethereum-nodes?state=STALLED');
  });

  it('opens a row by Enter', async () => {
    renderFleet(fleetApi());
    await row('sad');
    const [, first] = screen.getAllByRole('row');
    act(() => first.focus());
    await userEvent.keyboard('{Enter}');
    await waitFor(() =>
      expect(address()).toBe('/ethereum-nodes/nodes/staging~payments~sad'),
    );
  });

  it('sorts by a column whose title is pressed', async () => {
    const listNodes = jest.fn(fleetApi().listNodes);
    renderFleet(fleetApi({ listNodes }));
    await row('sad');
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

  it('asks for the nodes of the reader and their groups', async () => {
    const listNodes = jest.fn(fleetApi().listNodes);
    renderFleet(fleetApi({ listNodes }), '/ethereum-nodes?owner=group:a/b');
    await row('sad');
    await userEvent.click(screen.getByRole('button', { name: 'Mine' }));
    await waitFor(() => expect(address()).toBe('/ethereum-nodes?mine=true'));
    await waitFor(() =>
      expect(listNodes).toHaveBeenLastCalledWith(
        expect.objectContaining({ owner: ['user:default/guest'] }),
        expect.anything(),
      ),
    );
  });

  it('says state, head and age once in a row', async () => {
    renderFleet(fleetApi());
    const calm = await row('calm');
    expect(within(calm).getAllByText(/In sync/)).toHaveLength(1);
    expect(within(calm).getAllByText(/9,731,204|9731204/)).toHaveLength(1);
    expect(within(calm).getAllByRole('timer')).toHaveLength(1);
  });

  it('offers to clear filters that match nothing', async () => {
    renderFleet(anApi([]), '/ethereum-nodes?q=nothing&page=kept');
    await userEvent.click(
      (
        await screen.findAllByRole('button', { name: 'Clear filters' })
      )[0],
    );
    await waitFor(() => expect(address()).toBe('/ethereum-nodes?page=kept'));
  });

  it('shows a node without a catalog entity on a page of its own', async () => {
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

describe('the fleet page in front of a backend', () => {
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
    expect(await row('sad')).toBeInTheDocument();
  });

  it('repeats what the backend says went wrong', async () => {
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
        /needs the permission ethereum-nodes\.node\.read/,
      ),
    ).toBeInTheDocument();
  });
});
