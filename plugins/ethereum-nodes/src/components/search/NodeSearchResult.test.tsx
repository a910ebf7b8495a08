import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { EthereumNodesApi } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { screen } from '@testing-library/react';
import { aNode } from '../../__testUtils__/aNode';
import { anApi } from '../../__testUtils__/anApi';
import { ethereumNodesApiRef } from '../../api';
import { nodeIdOf } from './nodeIdOf';
import { NodeSearchResult } from './NodeSearchResult';

const node = aNode({ id: 'eu~pay~geth-0', name: 'geth-0', state: 'STALLED' });
const result = {
  title: 'geth-0',
  text: 'Ethereum node: sepolia, geth',
  location: '/ethereum-nodes/nodes/eu~pay~geth-0',
};

function renderResult(
  props: Parameters<typeof NodeSearchResult>[0],
  overrides: Partial<EthereumNodesApi> = {},
) {
  return renderInTestApp(<NodeSearchResult {...props} />, {
    apis: [[ethereumNodesApiRef, anApi([node], overrides)]],
  });
}

describe('NodeSearchResult', () => {
  it('shows the current state and the network beside a link to the node', async () => {
    renderResult({ result });
    expect(await screen.findByText('Stalled')).toBeInTheDocument();
    expect(screen.getByText(/sepolia/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'geth-0' })).toHaveAttribute(
      'href',
      result.location,
    );
  });

  it('highlights the match', async () => {
    const highlight = {
      preTag: '<m>',
      postTag: '</m>',
      fields: { title: '<m>geth</m>-0' },
    };
    renderResult({ result, highlight });
    expect(await screen.findByText('geth')).toHaveProperty('tagName', 'MARK');
  });

  it('keeps the link if the state cannot be loaded', async () => {
    renderResult(
      { result },
      {
        getNode: async () => {
          throw new Error('no');
        },
      },
    );
    expect(
      await screen.findByText('Node eu~pay~geth-0 could not be loaded'),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'geth-0' })).toBeInTheDocument();
  });

  it('shows the text of a document without the ID of a node', async () => {
    renderResult({ result: { ...result, location: '/elsewhere' } });
    expect(await screen.findByText(result.text)).toBeInTheDocument();
  });
});

describe('nodeIdOf', () => {
  it.each([
    ['/ethereum-nodes/nodes/arn=3Aaws~pay~geth', 'arn=3Aaws~pay~geth'],
    ['/chain/nodes/static~a%20b', 'static~a b'],
    ['/chain/nodes/%E0%A4%A', undefined],
    ['/chain/nodes/', undefined],
    ['', undefined],
  ])('reads %s', (location, id) => {
    expect(nodeIdOf({ title: '', text: '', location })).toBe(id);
  });
});
