import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import {
  ANNOTATION_EXECUTION_URL,
  type EthereumNodesApi,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { screen } from '@testing-library/react';
import { aNode } from '../../__testUtils__/aNode';
import { anApi } from '../../__testUtils__/anApi';
import { anEntity } from '../../__testUtils__/anEntity';
import { ethereumNodesApiRef } from '../../api';
import { ethereumNodesPlugin } from '../../plugin';

function renderCard(
  api: EthereumNodesApi,
  tabPath?: string,
  entity = anEntity(),
) {
  return renderTestApp({
    extensions: [
      createTestEntityPage({ entity }),
      ethereumNodesPlugin.getExtension('entity-card:ethereum-nodes/health'),
      ethereumNodesPlugin.getExtension('entity-content:ethereum-nodes/health'),
    ],
    ...(tabPath && {
      config: {
        app: {
          extensions: [
            {
              'entity-content:ethereum-nodes/health': {
                config: { path: tabPath },
              },
            },
          ],
        },
      },
    }),
    apis: [[ethereumNodesApiRef, api]],
  });
}

describe('NodeHealthCard', () => {
  it('shows the worst node, the number of others and a link to the tab', async () => {
    renderCard(
      anApi([
        aNode({ name: 'healthy' }),
        aNode({ name: 'stalled', state: 'STALLED' }),
      ]),
    );
    expect(
      (await screen.findAllByText(/^Stalled since/))[0],
    ).toBeInTheDocument();
    expect(screen.getByText('and 1 more node')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Node health' })).toHaveAttribute(
      'href',
      expect.stringMatching(/\/node-health$/),
    );
  });

  it('links to the tab at its configured path', async () => {
    renderCard(anApi([aNode()]), '/chain');
    expect(
      await screen.findByRole('link', { name: 'Node health' }),
    ).toHaveAttribute('href', '/chain');
  });

  it('warns that the chain of a node is not finalizing', async () => {
    renderCard(anApi([aNode({ finalizing: false })]));
    expect(
      (await screen.findAllByText('Its chain is not finalizing'))[0],
    ).toBeInTheDocument();
  });

  it('shows how to deploy an entity without nodes', async () => {
    renderCard(anApi([]));
    expect(
      await screen.findByText(/yet: deploy it from its repository/),
    ).toBeInTheDocument();
  });

  it('refers to the tab for an entity with a URL and without nodes', async () => {
    const url = { [ANNOTATION_EXECUTION_URL]: 'https://rpc.example' };
    renderCard(anApi([]), undefined, anEntity(url));
    expect(
      await screen.findByText(
        /is not reported yet: see the tab for the reason\.$/,
      ),
    ).toBeInTheDocument();
  });
});
