import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';

export function placeOf(node: EthereumNode): string | undefined {
  return (
    [node.cluster, node.namespace].filter(Boolean).join(' / ') || undefined
  );
}

export function clientsOf(node: EthereumNode): string | undefined {
  const clients = [node.executionClient, node.consensusClient].filter(
    client => client && client !== 'none',
  );
  return clients.join(' + ') || undefined;
}
