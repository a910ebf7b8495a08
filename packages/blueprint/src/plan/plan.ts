import { redactCredentials } from '@nodeyard/ethereum';
import { currentFacts, known } from '../facts';
import type { Facts } from '../facts';
import { presentable } from '../problem';
import type { Problem, Warning } from '../problem';
import { parseDraft } from '../request/draft';
import { formatProblems } from '../request/problems';
import { nodeRequestSchema } from '../request/schema';
import type { NodeRequest, RequestedNode } from '../request/schema';
import { sizeProblems } from '../request/size';
import { clientProblems } from './clients';
import { devnet } from './devnet';
import type { Devnet } from './devnet';
import { environmentProblems } from './environments';
import { featureProblems } from './features';
import { networkProblems } from './networks';
import { plannedNodes, totalsOf } from './nodes';
import type { PlannedNode, Totals } from './nodes';
import { inRequestOrder } from './order';
import { plannedPool, poolProblems } from './pool';
import type { PlannedPool } from './pool';
import { snapshotProblems } from './snapshots';
import { redact } from './redact';
import { storageProblems } from './storage';
import { warningsAbout } from './warnings';

/**
 * An accepted request with everything that follows from it.
 * @public
 */
export interface Plan {
  /** The request, written in the one way that the lock records. */
  request: NodeRequest;
  nodes: [PlannedNode, ...PlannedNode[]];
  /** The pool that answers callers, if one was asked for. */
  pool?: PlannedPool;
  /** What one environment needs, with the pool at its greatest. */
  totals: Totals;
  /** What only a network of one's own needs. */
  devnet?: Devnet;
  warnings: Warning[];
}

/** @public */
export type PlanResult =
  | { ok: true; plan: Plan }
  | { ok: false; problems: Problem[] };

/** @public */
export interface PlanOptions {
  /** Judges only how old the facts are and which forks are near; nothing that is written depends on it. */
  now: Date;
  facts?: Facts;
}

/**
 * Judges a request: format and meaning, all problems at once, and the size of what was asked for.
 *
 * @param value - the request as YAML or JSON gives it; see `readRequest` for text
 * @public
 */
export function planRequest(
  value: unknown,
  { now, facts = currentFacts }: PlanOptions,
): PlanResult {
  const oversized = sizeProblems(value);
  if (oversized.length > 0) {
    return { ok: false, problems: presentable(oversized.map(redacted)) };
  }
  const draft = parseDraft(value);
  const problems = [
    ...formatProblems(value),
    ...networkProblems(draft, facts),
    ...environmentProblems(draft),
    ...clientProblems(draft, facts),
    ...storageProblems(draft, facts),
    ...poolProblems(draft, facts),
    ...featureProblems(value, draft, facts),
    ...snapshotProblems(value, draft),
  ];
  const parsed = nodeRequestSchema.safeParse(value);
  if (problems.length > 0 || !parsed.success) {
    return {
      ok: false,
      problems: presentable(inRequestOrder(problems).map(redacted)),
    };
  }
  const request = normalised(parsed.data);
  const [first, ...others] = plannedNodes(request, facts);
  if (!first) throw new Error('An accepted request has no node.');
  const nodes: Plan['nodes'] = [first, ...others];
  const pool = plannedPool(request, facts);
  return {
    ok: true,
    plan: {
      request,
      nodes,
      ...(pool && { pool }),
      totals: totalsOf([
        ...nodes,
        ...(pool ? Array<PlannedNode>(pool.max).fill(pool) : []),
      ]),
      ...(known(facts.networks, request.network)?.kind === 'devnet' && {
        devnet,
      }),
      warnings: warningsAbout(request, nodes, pool, facts, now),
    },
  };
}

function redacted(problem: Problem): Problem {
  return {
    ...problem,
    path: redactCredentials(problem.path),
    ...('value' in problem
      ? { value: redact(problem.value, problem.path) }
      : {}),
  };
}

/** Canonical form of a request: the owner in full, and no volume without settings. */
function normalised(request: NodeRequest): NodeRequest {
  return {
    ...request,
    owner: request.owner.includes('/')
      ? request.owner
      : request.owner.replace(':', ':default/'),
    nodes: request.nodes.map(withoutEmptyVolume),
    ...(request.serve && { serve: withoutEmptyVolume(request.serve) }),
  };
}

function withoutEmptyVolume<T extends Pick<RequestedNode, 'storage'>>(
  asked: T,
): T | Omit<T, 'storage'> {
  const { storage, ...rest } = asked;
  return storage?.size || storage?.className ? asked : rest;
}
