import { known } from '../facts';
import type { Facts } from '../facts';
import type { Problem } from '../problem';
import type { RequestDraft } from '../request/draft';
import type { NodeRequest, RequestedNode } from '../request/schema';
import { clientProblems } from './clients';
import { plannedNode } from './nodes';
import type { PlannedNode } from './nodes';
import { storageProblems } from './storage';

/** Name of the pool's release, Deployment and Service. */
const POOL_NAME = 'rpc';

/**
 * The pool of RPC nodes as it will be deployed: pods that are all the same node.
 * @public
 */
export interface PlannedPool extends PlannedNode {
  /** Least number of pods. */
  min: number;
  /** Greatest number of pods. */
  max: number;
  /** Percent of the requested processor time that pods are added above; absent: as the chart has it. */
  cpu?: number;
}

export function plannedPool(
  request: NodeRequest,
  facts: Facts,
): PlannedPool | undefined {
  if (!request.serve) return undefined;
  const { min, max, cpu, ...own } = request.serve;
  const pair = poolPair(own, request.nodes[0] ?? {}, facts);
  const execution = known(facts.executionClients, pair.execution);
  if (!execution) return undefined;
  return {
    ...plannedNode(
      { ...pair, execution: execution.name },
      execution,
      POOL_NAME,
      request,
      facts,
    ),
    min,
    max,
    ...(cpu === undefined ? {} : { cpu }),
  };
}

/** What is wrong with the clients and the volume that a pool asks for itself; what it has of the first node is judged there. */
export function poolProblems(draft: RequestDraft, facts: Facts): Problem[] {
  const { min, max, cpu, ...own } = draft.serve ?? {};
  const [first] = draft.nodes;
  const ownKeys = Object.keys(own);
  if (!first || ownKeys.length === 0) return [];
  const pool = { ...draft, nodes: [poolPair(own, first, facts)] };
  return [...clientProblems(pool, facts), ...storageProblems(pool, facts)]
    .map(problem => ({
      ...problem,
      path: problem.path.replace('nodes[0]', 'serve'),
    }))
    .filter(
      ({ path, value }) =>
        value === undefined || ownKeys.includes(path.split('.')[1] ?? ''),
    );
}

/** A pair of clients of which any key may be absent. */
type Pair = Partial<RequestedNode>;

/**
 * The pair that a pool runs: what it says itself, and else the first node's. Another execution client has its own history,
 * volume and, if it brings one, consensus client; another history has its own volume. A snapshot is of one client and one history.
 */
function poolPair(own: Pair, first: Pair, facts: Facts): Pair {
  const execution = own.execution ?? first.execution;
  const sameClient = execution === first.execution;
  const bringsOwn = known(facts.executionClients, execution)?.embeddedConsensus;
  const history = own.history ?? (sameClient ? first.history : undefined);
  const consensus =
    own.consensus ?? (sameClient || !bringsOwn ? first.consensus : undefined);
  const likeFirst: Pair = sameClient && history === first.history ? first : {};
  const storage = own.storage ?? likeFirst.storage;
  const restore = own.restore ?? likeFirst.restore;
  return {
    execution,
    ...(consensus && { consensus }),
    ...(history && { history }),
    ...(storage && { storage }),
    ...(restore && { restore }),
  };
}
