import { executionClients } from './generated';
import { refusedTag } from './refusedTag';
import type { ExecutionClient } from './schema';

const client: ExecutionClient = {
  ...executionClients.geth,
  minimumTags: { sepolia: 'v1.17.6' },
  refusedTags: [
    { tag: 'v1.17.9', networks: ['hoodi'], reason: 'follows another chain' },
  ],
};

describe('refusedTag', () => {
  it.each([
    ['sepolia', 'v1.17.5'],
    ['sepolia', '1.9.13-alpine'],
    ['sepolia', 'v1.17.6-rc.1'],
  ])('refuses %s with %s as too old', (network, tag) => {
    expect(refusedTag(client, network, tag)).toBe(
      'is from before v1.17.6, the oldest release known to follow sepolia',
    );
  });

  it.each(['v1.17.9', '1.17.9', 'v1.17.9-amd64'])(
    'returns the reason of the data for %s, in any spelling of the release',
    tag => {
      expect(refusedTag(client, 'hoodi', tag)).toBe('follows another chain');
    },
  );

  it.each([
    ['sepolia', 'v1.17.6'],
    ['sepolia', 'v1.17.9'],
    ['sepolia', 'v1.18.0'],
    ['hoodi', 'v1.17.8'],
    ['hoodi', 'v1.17.10'],
    ['mainnet', 'v1.0.0'],
    ['constructor', 'v1.0.0'],
    ['sepolia', 'latest'],
    ['sepolia', 'main-3f2a1bc'],
  ])('accepts %s with %s', (network, tag) => {
    expect(refusedTag(client, network, tag)).toBeUndefined();
  });
});
