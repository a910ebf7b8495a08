import type { FactRetriever } from '@backstage-community/plugin-tech-insights-node';
import { SNAPSHOT_STALE_DAYS } from '@nodeyard/backstage-plugin-ethereum-nodes-common';

/**
 * Every fact of an entity. One that is not known is left out, and Tech Insights skips the checks that ask for it: a node
 * neither passes nor fails for what could not be seen.
 */
export const factSchema = {
  nodes: {
    type: 'integer',
    description: 'Nodes that report for the entity; 0 before it is deployed',
  },
  inSync: {
    type: 'boolean',
    description:
      'Whether every node is in sync with its network; absent during a planned stop, or while the whole network stands still',
  },
  ready: {
    type: 'boolean',
    description: 'Whether callers may use every node',
  },
  worstState: {
    type: 'string',
    description:
      'State of the node that needs attention most, as SYNCED, SYNCING or STALLED',
  },
  forkReady: {
    type: 'boolean',
    description:
      'Whether every node knows the next scheduled fork of its network',
  },
  finalizing: {
    type: 'boolean',
    description:
      'Whether the chain that every node follows finalizes; absent while that cannot be seen, as on nodes without a consensus client',
  },
  snapshotVerified: {
    type: 'boolean',
    description:
      'Whether a client was booted from the newest snapshot that was tried, for every node with a store of snapshots',
  },
  snapshotAgeDays: {
    type: 'float',
    description: `Age of the newest verified snapshot by its block, of the node where that is oldest; from ${SNAPSHOT_STALE_DAYS} on it is shown as stale`,
  },
  clientVersions: {
    type: 'set',
    description: 'Clients with their releases, as "geth v1.17.10"',
  },
  clientsSupported: {
    type: 'boolean',
    description:
      'Whether every client runs a release that is known to follow its network, by the data of this module',
  },
  clientsOutdatedDays: {
    type: 'integer',
    description:
      'Days since a newer release of one of the clients has been out, by the data of this module; 0 when all are current',
  },
} as const satisfies FactRetriever['schema'];

/** @see factSchema */
export type FactName = keyof typeof factSchema;
