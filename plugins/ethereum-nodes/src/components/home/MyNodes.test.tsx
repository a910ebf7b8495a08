import { NotAllowedError } from '@backstage/errors';
import { identityApiRef } from '@backstage/frontend-plugin-api';
import { renderTestApp } from '@backstage/frontend-test-utils';
import homePlugin from '@backstage/plugin-home/alpha';
import { HomePageLayoutBlueprint } from '@backstage/plugin-home-react/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import type { EthereumNodesApi } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Fragment } from 'react';
import { aNode } from '../../__testUtils__/aNode';
import { anApi } from '../../__testUtils__/anApi';
import { ethereumNodesApiRef } from '../../api';
import { ethereumNodesPlugin } from '../../plugin';

/** Layout without the grid of the home page, which needs measured sizes: jsdom has no layout. */
const list = HomePageLayoutBlueprint.make({
  params: {
    loader: async () => props =>
      (
        <>
          {props.widgets
            .filter(({ name }) => name === 'MyEthereumNodes')
            .map(widget => (
              <Fragment key={widget.name}>{widget.component}</Fragment>
            ))}
        </>
      ),
  },
});

const USER_ENTITY_REF = 'user:default/ada';
const owners = [USER_ENTITY_REF, 'group:default/payments'];

function renderWidget(api: EthereumNodesApi, ownershipEntityRefs = owners) {
  return renderTestApp({
    features: [homePlugin.withOverrides({ extensions: [list] })],
    extensions: [
      ethereumNodesPlugin.getExtension(
        'home-page-widget:ethereum-nodes/my-nodes',
      ),
      ethereumNodesPlugin.getExtension('page:ethereum-nodes'),
    ],
    apis: [
      [ethereumNodesApiRef, api],
      [catalogApiRef, catalogApiMock({ entities: [] })],
      [
        identityApiRef,
        {
          getBackstageIdentity: async () => ({
            type: 'user' as const,
            userEntityRef: USER_ENTITY_REF,
            ownershipEntityRefs,
          }),
          getProfileInfo: async () => ({}),
          getCredentials: async () => ({}),
          signOut: async () => {},
        },
      ],
    ],
    config: {
      app: {
        baseUrl: 'http://localhost:3000',
        extensions: [
          { 'page:ethereum-nodes': { config: { path: '/chains' } } },
        ],
      },
    },
    initialRouteEntries: ['/home'],
  });
}

const widget = () => screen.findByRole('region', { name: 'My Ethereum nodes' });

describe('MyNodes', () => {
  it('shows nodes that need attention, then counts, each with a link', async () => {
    const listNodes = jest.fn(
      anApi([
        aNode({ name: 'stalled', state: 'STALLED' }),
        aNode({ name: 'syncing', state: 'SYNCING' }),
        aNode({ name: 'outdated', forkReady: false }),
        aNode({ name: 'healthy' }),
      ]).listNodes,
    );
    renderWidget(anApi([], { listNodes }));

    const troubled = within(
      await screen.findByRole('list', { name: 'Nodes that need attention' }),
    );
    expect(troubled.getAllByRole('link').map(link => link.textContent)).toEqual(
      ['stalled', 'outdated'],
    );
    expect(troubled.getByText(/^Stalled since/)).toBeInTheDocument();
    expect(
      troubled.getByText('Does not support the next fork of its network'),
    ).toBeInTheDocument();
    expect(troubled.getByRole('link', { name: 'stalled' })).toHaveAttribute(
      'href',
      '/chains/nodes/staging~payments~stalled',
    );

    const counts = within(
      screen.getByRole('list', { name: 'Nodes by state' }),
    ).getAllByRole('link');
    expect(
      counts.map(link => [link.textContent, link.getAttribute('href')]),
    ).toEqual([
      ['Stalled 1', '/chains?mine=true&state=STALLED'],
      ['Syncing 1', '/chains?mine=true&state=SYNCING'],
      ['In sync 2', '/chains?mine=true&state=SYNCED'],
    ]);
    expect(screen.getByRole('link', { name: 'All 4 nodes' })).toHaveAttribute(
      'href',
      '/chains?mine=true',
    );
    expect(listNodes).toHaveBeenCalledWith(
      { owner: owners, limit: 200 },
      expect.anything(),
    );
  });

  it('shows at most five nodes that need attention, and the number of others', async () => {
    const many = Array.from({ length: 7 }, (_, i) =>
      aNode({ name: `stalled-${i}`, state: 'STALLED' }),
    );
    renderWidget(
      anApi([], {
        listNodes: async () => ({ items: many, totalItems: 900 }),
      }),
    );
    expect(
      await screen.findByText('and 2 more that need attention'),
    ).toBeInTheDocument();
    expect(screen.getAllByText(/^Stalled since/)).toHaveLength(5);
    expect(
      screen.getByText('Counts include the 7 nodes that need attention most.'),
    ).toBeInTheDocument();
  });

  it('shows that no node needs attention', async () => {
    renderWidget(anApi([aNode()]));
    expect(
      await screen.findByText('No node needs attention.'),
    ).toBeInTheDocument();
  });

  it('shows an empty state without a request for a user without ownership', async () => {
    const listNodes = jest.fn(anApi([aNode()]).listNodes);
    renderWidget(anApi([], { listNodes }), []);
    expect(await screen.findByText('You own no nodes')).toBeInTheDocument();
    expect(listNodes).not.toHaveBeenCalled();
  });

  it('names the missing permission', async () => {
    renderWidget(
      anApi([], {
        listNodes: () => Promise.reject(new NotAllowedError('Unauthorized')),
      }),
    );
    expect(
      await within(await widget()).findByText(
        /permission ethereum-nodes\.node\.read is required/,
      ),
    ).toBeInTheDocument();
  });

  it('shows an error and retries', async () => {
    const listNodes = jest
      .fn(anApi([aNode()]).listNodes)
      .mockRejectedValueOnce(new Error('the backend is away'));
    renderWidget(anApi([], { listNodes }));
    expect(
      (await screen.findAllByText(/the backend is away/))[0],
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('No node needs attention.'),
    ).toBeInTheDocument();
  });
});
