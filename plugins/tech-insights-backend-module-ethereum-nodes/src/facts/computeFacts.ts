import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { compareSeverity, stateFacts } from '@nodeyard/ethereum';
import { clientsOutdatedDays, clientsSupported } from './clientReleases';
import { runningClients, formatClient } from './runningClients';
import { everyKnown } from './everyKnown';
import type { FactName } from './factSchema';
import {
  snapshotAgeDays,
  snapshotCurrent,
  snapshotVerified,
} from './snapshots';

type Facts = Partial<Record<FactName, boolean | number | string | string[]>>;

/** The facts of an entity with these nodes, without unknown facts. */
export function computeFacts(nodes: readonly EthereumNode[], now: Date): Facts {
  if (nodes.length === 0) return { nodes: 0 };
  const clients = nodes.flatMap(runningClients);
  return omitUndefined({
    nodes: nodes.length,
    inSync: everyKnown(nodes.map(({ state }) => stateFacts[state].inSync)),
    ready: nodes.every(({ ready }) => ready),
    worstState: nodes.map(({ state }) => state).sort(compareSeverity)[0],
    forkReady: everyKnown(nodes.map(forkReady)),
    finalizing: everyKnown(nodes.map(({ finalizing }) => finalizing)),
    snapshotVerified: snapshotVerified(nodes),
    snapshotAgeDays: snapshotAgeDays(nodes, now),
    snapshotCurrent: snapshotCurrent(nodes, now),
    clientVersions: [...new Set(clients.map(formatClient))].sort(),
    clientsSupported: clientsSupported(clients),
    clientsOutdatedDays: clientsOutdatedDays(clients, now),
  });
}

/** Undefined for a node that has never answered. */
function forkReady(node: EthereumNode): boolean | undefined {
  if (!node.forkReady) return false;
  return node.lastSeen === undefined ? undefined : true;
}

function omitUndefined(facts: { [name in FactName]: Facts[name] }): Facts {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== undefined),
  );
}
