import type { FactRetriever } from '@backstage-community/plugin-tech-insights-node';
import { SNAPSHOT_STALE_DAYS } from '@nodeyard/backstage-plugin-ethereum-nodes-common';

/**
 * Every fact of an entity. Unknown facts are omitted, and Tech Insights skips checks that need them, so that they neither pass nor
 * fail.
 */
export const factSchema = {
  nodes: {
    type: 'integer',
    description: 'Nodes that report for the entity; 0 before it is deployed',
  },
  inSync: {
    type: 'boolean',
    description:
      'Whether every node is in sync with its network; absent during a planned stop, or a stall of the whole network',
  },
  ready: {
    type: 'boolean',
    description: 'Whether callers may use every node',
  },
  worstState: {
    type: 'string',
    description: 'Worst state of the nodes, e.g. SYNCED, SYNCING or STALLED',
  },
  forkReady: {
    type: 'boolean',
    description:
      'Whether every node knows the next scheduled fork of its network',
  },
  finalizing: {
    type: 'boolean',
    description:
      'Whether the chain that every node follows finalizes; absent if unknown, e.g. without a consensus client',
  },
  snapshotVerified: {
    type: 'boolean',
    description:
      'Whether a client booted from the newest snapshot that was verified, for every node with a snapshot store',
  },
  snapshotAgeDays: {
    type: 'float',
    description:
      'Age of the newest verified snapshot by its block, of the node where that is oldest',
  },
  snapshotCurrent: {
    type: 'boolean',
    description: `Whether the newest verified snapshot of every node is as young as the schedule of its snapshots promises, or younger than ${SNAPSHOT_STALE_DAYS} days where none is known`,
  },
  clientVersions: {
    type: 'set',
    description: 'Clients with their releases, e.g. "geth v1.17.10"',
  },
  clientsSupported: {
    type: 'boolean',
    description:
      'Whether every client runs a release that supports its network, by the data of this module',
  },
  clientsOutdatedDays: {
    type: 'integer',
    description:
      'Days since the newer release of the most outdated client, by the data of this module; 0 if all are current',
  },
} as const satisfies FactRetriever['schema'];

/** @see factSchema */
export type FactName = keyof typeof factSchema;
