import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type {
  EthereumNodeSource,
  MessageOrText,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import { isDue } from '../polling/backoff';
import { evaluateReadingSafely } from '../polling/evaluateReadingSafely';
import { collectNetworkHeads } from '../polling/networkHeads';
import type { NodeRead, RoundLimits } from '../polling/readRound';
import { readRound } from '../polling/readRound';
import type { NetworkLookup } from '../networkLookup';
import type { PollMetrics } from '../PollMetrics';
import type { ChangeAnnouncer } from '../ChangeAnnouncer';
import type { Clusters } from '../store/Clusters';
import type { KnownNode, PolledNode } from '../store/KnownNode';
import type { NodeStates } from '../store/NodeStates';

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

/** One polling round: reads and judges all nodes that are due, stores the results and signals changes. */
export async function poll(
  deps: PollDeps,
  signal: AbortSignal,
): Promise<PolledNode[]> {
  const { states, clusters, pollMs, now, random } = deps;
  const startedAt = now();
  const [known, unreachable] = await Promise.all([
    states.loadKnown(),
    clusters.loadUnreachable(),
  ]);
  const due = known.filter(
    ({ last }) => !last || isDue(last, startedAt, pollMs),
  );
  const sources = new Map(deps.sources.map(source => [source.name, source]));
  const reads = await readRound(due, {
    sources,
    unreachable,
    limits: deps.limits,
    signal,
  });

  deps.metrics?.countPolls(reads.filter(({ skipped }) => !skipped).length);
  const others = collectNetworkHeads(reads, deps.findNetwork);
  const readAt = now();
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
          random: random(),
        },
        deps.logger,
      ),
    );
    // A long turn of the event loop would delay every request to the backend.
    if (polled.length % NODES_PER_TURN === 0) await nextTurn();
  }
  for (const { nodeId, error } of await states.save(polled)) {
    deps.logger.error(
      `Failed to store the state of node ${nodeId}`,
      isError(error) ? error : undefined,
    );
  }
  await Promise.all(
    missingPermissionsByCluster(reads).map(({ source, name, denied }) =>
      clusters.savePollError(source, name, denied, readAt),
    ),
  );
  await deps.announcer.announce(visibleChanges(reads, polled));

  deps.logger.debug(
    `Polled ${polled.length} of ${known.length} nodes in ${
      now() - startedAt
    } ms`,
  );
  if (reads.length < due.length) {
    deps.logger.warn(
      `Only ${reads.length} of ${due.length} nodes could be read in one polling period. ` +
        `Raise ethereumNodes.polling.concurrency or ethereumNodes.schedule.poll.`,
    );
  }
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

/** The permission that the service account lacks, for each cluster that was read. */
function missingPermissionsByCluster(
  reads: readonly NodeRead[],
): Array<{ source: string; name: string; denied?: MessageOrText }> {
  const byCluster = new Map<
    string,
    { source: string; name: string; denied?: MessageOrText }
  >();
  for (const { known, reading, skipped } of reads) {
    const { cluster } = known.node;
    if (cluster === undefined || skipped) continue;
    const key = `${known.source} ${cluster}`;
    const denied = reading.kind === 'failed' ? reading.denied : undefined;
    byCluster.set(key, {
      source: known.source,
      name: cluster,
      denied: byCluster.get(key)?.denied ?? denied,
    });
  }
  return [...byCluster.values()];
}
