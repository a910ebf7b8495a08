import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { ethereumNodeReadPermission } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  createEthereumNodeConditionalDecision,
  ethereumNodeConditions,
  hasCluster,
  hasNamespace,
  hasNetwork,
  isOwnedBy,
} from './permissions';

const node: EthereumNode = {
  id: 'eu~payments~geth-0',
  source: 'kubernetes',
  name: 'geth-0',
  cluster: 'eu',
  namespace: 'payments',
  network: 'sepolia',
  ownerRef: 'group:default/payments',
  state: 'SYNCED',
  ready: true,
  since: '2026-11-23T12:00:00.000Z',
  summary: 'In sync',
  forkReady: true,
};

describe('the permission rules of nodes', () => {
  it('match owners without regard to case', () => {
    expect(isOwnedBy.apply(node, { owners: ['Group:default/Payments'] })).toBe(
      true,
    );
    expect(isOwnedBy.toQuery({ owners: ['Group:default/Payments'] })).toEqual({
      field: 'ownerRef',
      values: ['group:default/payments'],
    });
  });

  it('match network, cluster and namespace exactly', () => {
    expect(hasNetwork.apply(node, { networks: ['mainnet', 'sepolia'] })).toBe(
      true,
    );
    expect(hasCluster.apply(node, { clusters: ['us'] })).toBe(false);
    expect(hasNamespace.apply(node, { namespaces: ['payments'] })).toBe(true);
  });

  it('never match a node that lacks the field', () => {
    const bare = {
      ...node,
      cluster: undefined,
      namespace: undefined,
      ownerRef: undefined,
    };
    expect(hasCluster.apply(bare, { clusters: ['eu', ''] })).toBe(false);
    expect(hasNamespace.apply(bare, { namespaces: [''] })).toBe(false);
    expect(isOwnedBy.apply(bare, { owners: [''] })).toBe(false);
  });

  it('result in conditional decisions of policies', () => {
    const decision = createEthereumNodeConditionalDecision(
      ethereumNodeReadPermission,
      ethereumNodeConditions.hasNetwork({ networks: ['sepolia'] }),
    );
    expect(decision).toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'ethereum-nodes',
      resourceType: 'ethereum-node',
      conditions: {
        rule: 'HAS_NETWORK',
        resourceType: 'ethereum-node',
        params: { networks: ['sepolia'] },
      },
    });
  });
});
