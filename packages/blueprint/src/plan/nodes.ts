import type { ExecutionClient, HistoryMode } from '@nodeyard/ethereum';
import { known } from '../facts';
import type { Facts } from '../facts';
import type { NodeRequest, RequestedNode } from '../request/schema';
import { historyDaysOf, historyModesOn } from './history';
import { executionStorage, gibibytes } from './storage';

/**
 * One node as it will be deployed.
 * @public
 */
export interface PlannedNode {
  /** Name of release and StatefulSet, e.g. `geth-0`. */
  name: string;
  /** Name of its Component in the catalog, e.g. `payments-eth-geth-0`. */
  component: string;
  execution: string;
  consensus?: string;
  history: HistoryMode;
  /** Days of blocks that it keeps, where its history is a number of days. */
  historyDays?: number;
  /** The volume that was asked for, if any was. */
  storage?: RequestedNode['storage'];
  /** Set where its chain begins with the newest verified snapshot instead of a sync. */
  restore?: 'latest';
  /** Volume of the execution client in GiB: as asked for or as suggested; absent when no figure is published. */
  executionGi?: number;
  /** Volume of the consensus client in GiB; absent when it has none of its own or no figure is published. */
  consensusGi?: number;
  /** Disk of both clients in GiB; absent when no figure is published. */
  storageGi?: number;
  /** Memory of both clients in GiB, as on mainnet. */
  memoryGi: number;
}

/** @public */
export interface Totals {
  nodes: number;
  /** Absent when the disk of any node is unknown. */
  storageGi?: number;
  memoryGi: number;
}

/** The nodes in the order of the request; each is named after its execution client and counted per client. */
export function plannedNodes(
  request: NodeRequest,
  facts: Facts,
): PlannedNode[] {
  const counted = new Map<string, number>();
  return request.nodes.flatMap(node => {
    const execution = known(facts.executionClients, node.execution);
    if (!execution) return [];
    const index = counted.get(execution.name) ?? 0;
    counted.set(execution.name, index + 1);
    return [
      plannedNode(
        node,
        execution,
        `${execution.name}-${index}`,
        request,
        facts,
      ),
    ];
  });
}

/** A pair that was asked for, under the name that its release gets. */
export function plannedNode(
  node: RequestedNode,
  execution: ExecutionClient,
  name: string,
  request: NodeRequest,
  facts: Facts,
): PlannedNode {
  const consensus = known(facts.consensusClients, node.consensus);
  const history =
    node.history ??
    historyModesOn(execution, known(facts.networks, request.network))[0] ??
    'full';
  const executionGi = node.storage?.size
    ? gibibytes(node.storage.size)
    : executionStorage(execution, request.network, history)?.suggestedGi;
  const consensusGi = consensus
    ? known(consensus.storage, request.network)?.suggestedGi
    : undefined;
  const ofConsensus = consensus ? consensusGi : 0;
  return {
    name,
    component: `${request.name}-${name}`,
    execution: execution.name,
    consensus: consensus?.name,
    history,
    historyDays: historyDaysOf(execution, history),
    storage: node.storage,
    ...(node.restore === 'latest' ? { restore: node.restore } : {}),
    executionGi,
    consensusGi,
    storageGi:
      executionGi === undefined || ofConsensus === undefined
        ? undefined
        : executionGi + ofConsensus,
    memoryGi: execution.memoryGi + (consensus?.memoryGi ?? 0),
  };
}

export function totalsOf(nodes: readonly PlannedNode[]): Totals {
  return {
    nodes: nodes.length,
    storageGi: nodes.reduce<number | undefined>(
      (sum, { storageGi }) =>
        sum === undefined || storageGi === undefined
          ? undefined
          : sum + storageGi,
      0,
    ),
    memoryGi: nodes.reduce((sum, { memoryGi }) => sum + memoryGi, 0),
  };
}
