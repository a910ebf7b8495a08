import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  registerMswTestHooks,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { EthereumNodesApi } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { setupServer } from 'msw/node';
import { aNode } from '../../__testUtils__/aNode';
import { anApi } from '../../__testUtils__/anApi';
import { ethereumNodesApiRef } from '../../api';
import { ethereumNodesPlugin } from '../../plugin';

const GIB = 2 ** 30;
const DAY_MS = 86_400_000;
const named = (name: string) => ({
  id: `eu~pay~${name}`,
  name,
  network: 'sepolia',
});

function renderInsights(
  overrides: Partial<EthereumNodesApi>,
  path = '/ethereum-nodes/insights',
) {
  return renderTestApp({
    extensions: [
      ethereumNodesPlugin.getExtension('api:ethereum-nodes'),
      ethereumNodesPlugin.getExtension('page:ethereum-nodes'),
    ],
    apis: [
      [catalogApiRef, catalogApiMock({ entities: [] })],
      [ethereumNodesApiRef, anApi([aNode({ name: 'geth-0' })], overrides)],
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [path],
  });
}

const panel = (name: string) => screen.findByRole('region', { name });

describe('InsightsPage', () => {
  registerMswTestHooks(setupServer());

  it('opens from the fleet', async () => {
    renderInsights({}, '/ethereum-nodes');
    await userEvent.click(
      await screen.findByRole('link', { name: 'Fleet insights' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Fleet insights' }),
    ).toBeInTheDocument();
  });

  it('names the network that stalls', async () => {
    renderInsights({
      getFleetHeads: async () => ({
        networks: [
          {
            network: 'hoodi',
            status: 'stalled',
            headNumber: 1_512_901,
            headTime: new Date(Date.now() - 900_000).toISOString(),
            responding: 3,
            fresh: 0,
            notFinalizing: 2,
          },
        ],
      }),
    });
    const heads = await panel('Networks');
    expect(await within(heads).findByText(/stalled$/)).toHaveTextContent(
      'hoodi: stalled',
    );
    expect(heads).toHaveTextContent(/Block 1,512,901, 15 min/);
    expect(heads).toHaveTextContent('0 of 3 nodes have a fresh head');
    expect(heads).toHaveTextContent('2 follow a chain that does not finalize');
  });

  it('counts down to forks and links to the nodes that are not ready', async () => {
    renderInsights({
      getFleetForks: async () => ({
        networks: [
          {
            network: 'sepolia',
            fork: 'glamsterdam',
            time: new Date(Date.now() + 3.5 * DAY_MS).toISOString(),
            ready: 40,
            notReady: 12,
            unknown: 1,
            nodes: [
              {
                ...named('old'),
                executionVersion: 'Geth/v1.15.0-stable/linux',
              },
            ],
          },
        ],
      }),
    });
    const forks = await panel('Next forks');
    expect(
      await within(forks).findByText('40 ready, 12 not ready, 1 unknown'),
    ).toBeInTheDocument();
    expect(forks).toHaveTextContent(/glamsterdam in 3 d/);
    expect(within(forks).getByRole('link', { name: 'old' })).toHaveAttribute(
      'href',
      '/ethereum-nodes/nodes/eu~pay~old',
    );
    expect(forks).toHaveTextContent('Geth 1.15.0');
    expect(forks).toHaveTextContent('and 11 more');
  });

  it('marks clients on more than one third and two thirds of the nodes', async () => {
    const share = (client: string, nodes: number) => ({
      client,
      nodes,
      share: nodes / 12,
    });
    renderInsights({
      getFleetDiversity: async () => ({
        networks: [
          {
            network: 'mainnet',
            nodes: 12,
            execution: [share('geth', 9), share('reth', 3)],
            consensus: [
              share('teku', 6),
              share('lighthouse', 4),
              share('nimbus', 2),
            ],
          },
        ],
      }),
    });
    const diversity = await panel('Client diversity');
    expect(
      await within(diversity).findByText(
        'More than two thirds of the nodes depend on geth.',
      ),
    ).toBeInTheDocument();
    expect(diversity).toHaveTextContent(
      'More than one third of the nodes depend on teku.',
    );
    // One third exactly is on the line.
    expect(diversity).not.toHaveTextContent('depend on lighthouse');
    expect(
      within(diversity).getByRole('progressbar', { name: 'geth' }),
    ).toHaveAttribute('aria-valuetext', '75% · 9 of 12');
  });

  it('shows days until disks are full, and nodes that cannot be restored', async () => {
    renderInsights({
      getFleetDisks: async () => ({
        known: 1,
        unknown: 2,
        nodes: [
          {
            ...named('full'),
            usedBytes: 900 * GIB,
            totalBytes: 1000 * GIB,
            bytesPerDay: 25 * GIB,
            daysLeft: 4,
          },
        ],
      }),
      getFleetSnapshots: async () => ({
        byStatus: { none: 1 },
        withoutStore: 3,
        nodes: [
          {
            ...named('bare'),
            snapshots: { status: 'none', storeFailing: false },
          },
        ],
      }),
    });
    const disks = await panel('Disks');
    expect(await within(disks).findByText(/full in 4 d/)).toHaveTextContent(
      '900 GiB of 1,000 GiB, 90%',
    );
    expect(disks).toHaveTextContent('2 nodes report no disk usage');
    const restores = await panel('Restores');
    expect(await within(restores).findByText('none')).toBeInTheDocument();
    expect(restores).toHaveTextContent('3 nodes have no snapshot store');
  });

  it('shows the failure of one panel beside the others, with the missing permission', async () => {
    renderInsights({
      getFleetDisks: () => Promise.reject(new Error('disks timed out')),
      getFleetForks: () => Promise.reject(new NotAllowedError('Unauthorized')),
    });
    expect(await screen.findByText(/disks timed out/)).toBeInTheDocument();
    expect(
      await screen.findByText(/ethereum-nodes\.fleet\.read/),
    ).toBeInTheDocument();
    expect(
      await within(await panel('Networks')).findByText(
        'There are no nodes yet.',
      ),
    ).toBeInTheDocument();
  });

  it('shows the cost by owner, and who is over budget', async () => {
    renderInsights({
      getFleetCost: async () => ({
        prices: { asOf: '2026-11', currency: 'EUR' },
        month: 1610.4,
        unknown: 2,
        owners: [
          {
            ownerRef: 'group:default/payments',
            nodes: 2,
            month: 1200.4,
            budget: 1000,
          },
          { nodes: 1, month: 410 },
        ],
        nodes: [
          { ...named('archive'), month: 1000.4 },
          { ...named('geth-0'), month: 410 },
          { ...named('geth-1'), month: 200 },
        ],
      }),
    });
    const cost = await panel('Cost');
    expect(cost).toHaveTextContent('€1,610 per month, at prices of 2026-11');
    expect(cost).toHaveTextContent(
      '€1,200 of a budget of €1,000Over its budget',
    );
    expect(cost).toHaveTextContent('Without an owner€410');
    expect(cost).toHaveTextContent('archive€1,000');
    expect(cost).toHaveTextContent('The requests of 2 nodes are not known');
  });

  it.each([
    [
      'without a price list',
      async () => ({ unknown: 0, owners: [], nodes: [] }),
    ],
    [
      'from a backend without the route',
      async () => {
        throw new NotFoundError('no such route');
      },
    ],
  ])('shows no cost %s', async (_, getFleetCost) => {
    renderInsights({ getFleetCost });
    await panel('Networks');
    expect(
      screen.queryByRole('region', { name: 'Cost' }),
    ).not.toBeInTheDocument();
  });
});
