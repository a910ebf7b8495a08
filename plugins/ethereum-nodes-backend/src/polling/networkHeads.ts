import type { NodeReading } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { JudgeInput, Network, NodeSample } from '@nodeyard/ethereum';
import { findBuiltInNetwork, type NetworkLookup } from '../networkLookup';
import type { KnownNode } from '../store/KnownNode';
import { resolveNetworkName } from './networkName';

/** For each node, the other nodes of its network: how many answered in this round, and their newest head. */
export function collectNetworkHeads(
  read: ReadonlyArray<{ known: KnownNode; reading: NodeReading }>,
  findNetwork: NetworkLookup = findBuiltInNetwork,
): (known: KnownNode) => JudgeInput['others'] {
  const headsOf = new Map<string, Array<{ id: string; timestamp: number }>>();
  const nameOf = new Map<string, string>();
  /** IDs of the nodes with a head in `headsOf`. */
  const counted = new Set<string>();
  for (const { known, reading } of read) {
    const name = resolveNetworkName(known, sampleOf(reading), findNetwork);
    nameOf.set(known.node.id, name);
    // Entities are editable by teams, so declared nodes do not count as evidence for a stall of the network.
    if (known.source === 'annotation') continue;
    const timestamp = headTimestamp(findNetwork(name), reading);
    if (timestamp === undefined) continue;
    const heads = headsOf.get(name) ?? [];
    heads.push({ id: known.node.id, timestamp });
    headsOf.set(name, heads);
    counted.add(known.node.id);
  }
  for (const heads of headsOf.values()) {
    heads.sort((a, b) => b.timestamp - a.timestamp);
  }

  return ({ node }) => {
    const heads = headsOf.get(nameOf.get(node.id) ?? node.network) ?? [];
    // Heads are sorted, so `find` stops at the first or second.
    const newest = heads.find(({ id }) => id !== node.id);
    return (
      newest && {
        count: heads.length - (counted.has(node.id) ? 1 : 0),
        newestHeadTimestamp: newest.timestamp,
      }
    );
  };
}

/** Undefined for a node on another chain, and for one that syncs or is at block 0. */
function headTimestamp(
  network: Network | undefined,
  reading: NodeReading,
): number | undefined {
  if (reading.kind !== 'sample' && reading.kind !== 'status') return undefined;
  if (
    reading.kind === 'status' &&
    reading.status.verdict.state === 'WRONG_NETWORK'
  ) {
    return undefined;
  }
  const execution = sampleOf(reading)?.execution;
  if (execution?.kind !== 'ok') return undefined;
  const { chainId, genesisHash, head, syncing } = execution.value;
  // geth stays at block 0 through a snap sync. Building indexes alone is done at the head.
  if (head.number === 0 || (syncing && !syncing.indexingOnly)) return undefined;
  const foreign =
    network &&
    (chainId !== network.chainId ||
      (network.genesisHash !== undefined &&
        genesisHash !== undefined &&
        genesisHash !== network.genesisHash));
  return foreign ? undefined : head.timestamp;
}

function sampleOf(reading: NodeReading): NodeSample | undefined {
  if (reading.kind === 'sample') return reading.sample;
  return reading.kind === 'status' ? reading.status.sample : undefined;
}
