/** What the form hands over when only the questions without a default are answered. */
export const formAnswers = {
  owner: 'group:default/payments',
  name: 'payments-eth',
  description: 'Sepolia RPC for the payments team',
  network: 'sepolia',
  execution: 'geth',
  consensus: 'lighthouse',
  history: 'pre-prague',
  environments: ['local'],
  snapshots: 'none',
  servePool: 'none',
  host: 'local',
};
