/** A request that is accepted, with changes; a key that is set to undefined is left out. */
export function aRequest(
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  const request = {
    apiVersion: 'nodeyard.io/v1',
    name: 'payments-eth',
    owner: 'group:default/payments',
    description: 'Sepolia RPC for the payments team',
    network: 'sepolia',
    environments: ['local', 'staging', 'production'],
    nodes: [aNode()],
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(request).filter(([, value]) => value !== undefined),
  );
}

/** A node that is accepted on the public networks, with changes. */
export function aNode(
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  const node = {
    execution: 'geth',
    consensus: 'lighthouse',
    history: 'pre-prague',
    ...changes,
  };
  return Object.fromEntries(
    Object.entries(node).filter(([, value]) => value !== undefined),
  );
}
