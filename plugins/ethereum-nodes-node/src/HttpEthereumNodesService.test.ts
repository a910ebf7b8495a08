import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { HttpEthereumNodesService } from './HttpEthereumNodesService';

describe('HttpEthereumNodesService', () => {
  it('sends a token for the ethereum-nodes plugin on behalf of the caller', async () => {
    const listNodes = jest.fn().mockResolvedValue({ items: [], totalItems: 0 });
    const auth = mockServices.auth({ pluginId: 'catalog' });
    const service = new HttpEthereumNodesService(auth, {
      listNodes,
      getNode: jest.fn(),
      getHistory: jest.fn(),
      getSnapshots: jest.fn(),
      getFleet: jest.fn(),
      getFleetDiversity: jest.fn(),
      getFleetForks: jest.fn(),
      getFleetSnapshots: jest.fn(),
      getFleetDisks: jest.fn(),
      getFleetHeads: jest.fn(),
      getFleetCost: jest.fn(),
      getTimeline: jest.fn(),
      listDeclared: jest.fn(),
      requestSnapshot: jest.fn(),
      getSnapshotRun: jest.fn(),
    });

    await service.listNodes(
      { network: ['sepolia'] },
      { credentials: mockCredentials.user('user:default/ada') },
    );

    expect(listNodes).toHaveBeenCalledWith(
      { network: ['sepolia'] },
      {
        token: mockCredentials.service.token({
          onBehalfOf: mockCredentials.user('user:default/ada'),
          targetPluginId: 'ethereum-nodes',
        }),
        signal: undefined,
      },
    );
  });
});
