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

describe('the health card', () => {
  it('lets the worst node speak, counts the others and leads to the tab', async () => {
    renderCard(
      anApi([
        aNode({ name: 'calm' }),
        aNode({ name: 'sad', state: 'STALLED' }),
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

  it('leads to the tab where the app has put it', async () => {
    renderCard(anApi([aNode()]), '/chain');
    expect(
      await screen.findByRole('link', { name: 'Node health' }),
    ).toHaveAttribute('href', '/chain');
  });

  it('says that the chain of a node does not finalize', async () => {
    renderCard(anApi([aNode({ finalizing: false })]));
    expect(
      (await screen.findAllByText('Its chain does not finalize'))[0],
    ).toBeInTheDocument();
  });

  it('says what to do while there is none', async () => {
    renderCard(anApi([]));
    expect(
      await screen.findByText(/yet: deploy it from its repository/),
    ).toBeInTheDocument();
  });

  it('leads to the reason while an entity with a URL has none', async () => {
    const url = { [ANNOTATION_EXECUTION_URL]: 'https://rpc.example' };
    renderCard(anApi([]), undefined, anEntity(url));
    expect(
      await screen.findByText(/is not there yet: the tab says why\.$/),
    ).toBeInTheDocument();
  });
});
