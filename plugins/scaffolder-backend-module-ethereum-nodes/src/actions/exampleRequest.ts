/** The request of the actions' examples. */
export const exampleRequest = {
  apiVersion: 'nodeyard.io/v1',
  name: 'payments-eth',
  owner: 'group:default/payments',
  description: 'Sepolia RPC for the payments team',
  network: 'sepolia',
  environments: ['staging', 'production'],
  nodes: [
    { execution: 'geth', consensus: 'lighthouse', history: 'pre-prague' },
  ],
};
