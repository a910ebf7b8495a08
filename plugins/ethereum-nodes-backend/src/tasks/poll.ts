import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { EthereumNodeSource } from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { EvaluationInput } from '../polling/evaluateReading';
import { evaluateReadingSafely } from '../polling/evaluateReadingSafely';
import type { NetworkHeads } from '../polling/networkHeads';
import type { NodeRead, RoundInput, RoundLimits } from '../polling/readRound';
import { readRound } from '../polling/readRound';
import type { NetworkLookup } from '../networkLookup';
import type { PollMetrics } from '../PollMetrics';
import type { ChangeAnnouncer } from '../ChangeAnnouncer';
import type { Clusters } from '../store/Clusters';
import type { KnownNode, PolledNode } from '../store/KnownNode';
import type { NodeStates } from '../store/NodeStates';
import type { Fences } from '../store/ShardLeases';
import type { DeniedClusters } from './DeniedClusters';

/** Nodes that are judged in one turn of the event loop. */
const NODES_PER_TURN = 50;

export interface PollDeps {
  sources: readonly EthereumNodeSource[];
  states: NodeStates;
  clusters: Clusters;
  announcer: ChangeAnnouncer;
  logger: LoggerService;
  metrics?: Pick<PollMetrics, 'countPolls'>;
  pollMs: number;
  limits: RoundLimits;
  findNetwork?: NetworkLookup;
  now: () => number;
  random: () => number;
}

/** What rounds share that overlap. */
export interface RoundContext
  extends Pick<RoundInput, 'throttle' | 'mayRead' | 'unreachable'> {
  heads: NetworkHeads;
  denied: DeniedClusters;
  align?: EvaluationInput['align'];
  fences?: Fences;
}

/** One polling round: reads and judges nodes, stores the results and signals changes. */
export async function poll(
  deps: PollDeps,
  due: readonly KnownNode[],
  context: RoundContext,
  signal: AbortSignal,
): Promise<PolledNode[]> {
  const { states, pollMs, now, random } = deps;
  const { heads, align } = context;
  const startedAt = now();
  const sources = new Map(deps.sources.map(source => [source.name, source]));
  const reads = await readRound(due, {
    ...context,
    sources,
    limits: deps.limits,
    signal,
  });

  deps.metrics?.countPolls(reads.filter(({ skipped }) => !skipped).length);
  const readAt = now();
  heads.add(reads, readAt);
  const others = heads.others(readAt);
  const polled: PolledNode[] = [];
  for (const read of reads) {
    polled.push(
      evaluateReadingSafely(
        {
          ...read,
          others: others(read.known),
          findNetwork: deps.findNetwork,
          now: readAt,
          startedAt,
          pollMs,
          align,
          random: random(),
        },
        deps.logger,
      ),
    );
    // A long turn of the event loop would delay every request to the backend.
    if (polled.length % NODES_PER_TURN === 0) await nextTurn();
  }
  for (const { nodeId, error } of await states.save(polled, context.fences)) {
    deps.logger.error(
      `Failed to store the state of node ${nodeId}`,
      isError(error) ? error : undefined,
    );
  }
  await context.denied.save(reads, readAt);
  await deps.announcer.announce(visibleChanges(reads, polled));
  return polled;
}

/** IDs of nodes whose row of a list changes. */
function visibleChanges(
  reads: readonly NodeRead[],
  polled: readonly PolledNode[],
): string[] {
  const before = new Map<string, KnownNode['last']>(
    reads.map(({ known }) => [known.node.id, known.last]),
  );
  const shown = (
    node: Pick<PolledNode, 'verdict' | 'pollError' | 'pods'> | undefined,
  ) =>
    JSON.stringify([
      node?.verdict.state,
      node?.verdict.ready,
      node?.verdict.evidence.headNumber,
      node?.verdict.summary,
      node?.pollError,
      node?.pods,
    ]);
  return polled
    .filter(node => shown(node) !== shown(before.get(node.nodeId)))
    .map(({ nodeId }) => nodeId);
}
