import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';

export function getLocationLabel(node: EthereumNode): string | undefined {
  return (
    [node.cluster, node.namespace].filter(Boolean).join(' / ') || undefined
  );
}

export function getClientsLabel(node: EthereumNode): string | undefined {
  const clients = [node.executionClient, node.consensusClient].filter(
    client => client && client !== 'none',
  );
  return clients.join(' + ') || undefined;
}
