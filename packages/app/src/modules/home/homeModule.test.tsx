import { renderTestApp } from '@backstage/frontend-test-utils';
import homePlugin from '@backstage/plugin-home/alpha';
import { ethereumNodesApiRef } from '@nodeyard/backstage-plugin-ethereum-nodes';
import { screen } from '@testing-library/react';
import { homeModule } from './homeModule';

type ListNodes = (typeof ethereumNodesApiRef.T)['listNodes'];

function renderHome(listNodes: ListNodes) {
  return renderTestApp({
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
  it('is a tour of four steps with real addresses', async () => {
    renderHome(async () => ({ items: [], totalItems: 0 }));
    const headings = await screen.findAllByRole('heading', { level: 2 });
    expect(headings.map(({ textContent }) => textContent)).toEqual([
      'See the fleet',
      'Ask a node why',
      'Create a node',
      'See what came of it',
    ]);
    expect(await href('Open the fleet')).toBe('/ethereum-nodes');
    expect(await href('Create an Ethereum node')).toBe(
      '/create/templates/default/create-ethereum-node',
    );
    expect(await href('Open your runs')).toBe('/create/tasks');
  });

  it('leads to a node that stands still', async () => {
    renderHome(async () => ({ items: [stalled], totalItems: 1 }));
    expect(await href('Open risk-rpc, which stands still')).toBe(
      '/catalog/default/component/risk-rpc/node-health',
    );
  });

  it('leads to the worst node while none stands still', async () => {
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

  it('leads to the fleet while nobody knows', async () => {
    renderHome(() => Promise.reject(new Error('away')));
    expect(await href('Choose one in the fleet')).toBe('/ethereum-nodes');
  });
});
