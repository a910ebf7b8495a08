import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import type { EthereumNodesApi } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { screen } from '@testing-library/react';
import { aNode } from '../../__testUtils__/aNode';
import { anApi } from '../../__testUtils__/anApi';
import { anEntity } from '../../__testUtils__/anEntity';
import { ethereumNodesApiRef } from '../../api';
import { ethereumNodesPlugin } from '../../plugin';

function renderCard(api: EthereumNodesApi) {
  return renderTestApp({
    extensions: [
      createTestEntityPage({ entity: anEntity() }),
      ethereumNodesPlugin.getExtension('entity-card:ethereum-nodes/health'),
    ],
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
    expect(await screen.findByText(/^Stalled since/)).toBeInTheDocument();
    expect(screen.getByText('and 1 more node')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Node health' })).toHaveAttribute(
      'href',
      expect.stringMatching(/\/node-health$/),
    );
  });

  it('says that the chain of a node does not finalize', async () => {
    renderCard(anApi([aNode({ finalizing: false })]));
    expect(
      await screen.findByText('Its chain does not finalize'),
    ).toBeInTheDocument();
  });

  it('says when a node appears while there is none', async () => {
    renderCard(anApi([]));
    expect(
      await screen.findByText(/A node appears here a minute after/),
    ).toBeInTheDocument();
  });
});
