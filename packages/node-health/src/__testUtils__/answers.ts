import type { NodeStatus, Verdict } from '@nodeyard/ethereum';
import type { RouteContext } from '../server/routes';

export const verdict: Verdict = {
  state: 'SYNCED',
  ready: true,
  since: Date.UTC(2026, 10, 23, 12),
  summary: 'In sync: head is block 7, 2 s old',
  reasons: [],
  evidence: {},
  forks: [],
  forkReady: true,
  runbook: 'synced',
};
export const status: NodeStatus = {
  schemaVersion: 1,
  node: { name: 'geth-0', network: 'devnet' },
  verdict,
  sidecar: { version: '0.1.0', startedAt: 0, pollIntervalMs: 5_000 },
};

/** Route context of a running sidecar. */
export const answersOf = (
  changes: Partial<RouteContext> = {},
): RouteContext => ({
  status: () => status,
  isProbing: () => true,
  metrics: async () => ({
    contentType: 'text/plain; version=0.0.4',
    text: 'eth_node_ready 1\n',
  }),
  ...changes,
});
