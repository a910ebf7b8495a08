import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import homePlugin from '@backstage/plugin-home/alpha';
import ethereumNodesPlugin, {
  ethereumNodesApiRef,
} from '@nodeyard/backstage-plugin-ethereum-nodes';
import { screen } from '@testing-library/react';
import { homeModule } from './homeModule';

type ListNodes = (typeof ethereumNodesApiRef.T)['listNodes'];

function renderHome(
  listNodes: ListNodes,
  extensions: ExtensionDefinition[] = [],
) {
  return renderTestApp({
    extensions,
    features: [homePlugin, homeModule],
    apis: [[ethereumNodesApiRef, { listNodes }]],
    initialRouteEntries: ['/home'],
  });
}

const href = async (name: string | RegExp) =>
  (await screen.findByRole('link', { name })).getAttribute('href');

const stalled = {
  id: 'static~risk-rpc',
  source: 'static' as const,
  name: 'risk-rpc',
  network: 'devnet',
  entityRef: 'component:default/risk-rpc',
  state: 'STALLED' as const,
  ready: false,
  since: '2026-11-23T12:00:00Z',
  summary: 'Stalled',
  forkReady: true,
};

describe('the home page', () => {
  it('is a tour of four steps with links', async () => {
    renderHome(async () => ({ items: [], totalItems: 0 }));
    const headings = await screen.findAllByRole('heading', { level: 2 });
    expect(headings.map(({ textContent }) => textContent)).toEqual([
      'See the fleet',
      'Find out why a node is unhealthy',
      'Create a node',
      'See the result',
    ]);
    expect(await href('Open the fleet')).toBe('/ethereum-nodes');
    expect(await href('Create an Ethereum node')).toBe(
      '/create/templates/default/create-ethereum-node',
    );
    expect(await href('Open your tasks')).toBe('/create/tasks');
  });

  it('shows the widget with the nodes of the user', async () => {
    renderHome(
      async () => ({ items: [stalled], totalItems: 1 }),
      [
        ethereumNodesPlugin.getExtension(
          'home-page-widget:ethereum-nodes/my-nodes',
        ),
        ethereumNodesPlugin.getExtension('page:ethereum-nodes'),
      ],
    );
    expect(
      await screen.findByRole('region', { name: 'My Ethereum nodes' }),
    ).toBeInTheDocument();
    expect(await screen.findByText(/^Stalled since/)).toBeInTheDocument();
  });

  it('links to a stalled node', async () => {
    renderHome(async () => ({ items: [stalled], totalItems: 1 }));
    expect(await href('Open risk-rpc, which is stalled')).toBe(
      '/catalog/default/component/risk-rpc/node-health',
    );
  });

  it('links to the worst node if none is stalled', async () => {
    const worst = {
      ...stalled,
      name: 'risk-standby',
      state: 'UNREACHABLE' as const,
    };
    renderHome(async query => ({
      items: query?.state ? [] : [worst],
      totalItems: 1,
    }));
    expect(await href('Open risk-standby')).toBe(
      '/catalog/default/component/risk-rpc/node-health',
    );
  });

  it('links to the fleet if nodes cannot be loaded', async () => {
    renderHome(() => Promise.reject(new Error('away')));
    expect(await href('Choose one in the fleet')).toBe('/ethereum-nodes');
  });
});
