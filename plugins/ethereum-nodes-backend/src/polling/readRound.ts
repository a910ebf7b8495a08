import type {
  EthereumNodeSource,
  NodeReading,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import limited from 'p-limit';
import type { UnreachableCluster } from '../store/Clusters';
import type { KnownNode } from '../store/KnownNode';
import { ClusterBreaker } from './ClusterBreaker';

export interface RoundLimits {
  /** One call to one node. */
  timeoutMs: number;
  concurrency: number;
  concurrencyPerCluster: number;
  /** No read begins later than this after the round's start; what is left is first in the next round. */
  budgetMs: number;
}

export interface NodeRead {
  known: KnownNode;
  reading: NodeReading;
  /** True when nobody was asked. */
  skipped: boolean;
}

/** Reads nodes side by side, within limits, so that neither a dead node nor a dead cluster holds up the others. */
export async function readRound(
  due: readonly KnownNode[],
  sources: ReadonlyMap<string, EthereumNodeSource>,
  unreachable: readonly UnreachableCluster[],
  limits: RoundLimits,
  signal: AbortSignal,
): Promise<NodeRead[]> {
  const endsAt = performance.now() + limits.budgetMs;
  const everywhere = limited(limits.concurrency);
  const clusters = new Map<
    string,
    { breaker: ClusterBreaker; limit: limited.Limit }
  >();
  const clusterOf = (source: string, name: string) => {
    const key = `${source} ${name}`;
    const reason = unreachable.find(
      cluster => cluster.source === source && cluster.name === name,
    )?.reason;
    const cluster = clusters.get(key) ?? {
      breaker: new ClusterBreaker(reason),
      limit: limited(limits.concurrencyPerCluster),
    };
    clusters.set(key, cluster);
    return cluster;
  };

  const read = async (
    known: KnownNode,
    breaker?: ClusterBreaker,
  ): Promise<NodeRead | undefined> => {
    if (signal.aborted || performance.now() > endsAt) return undefined;
    const source = sources.get(known.source);
    if (!source) return undefined;
    if (breaker?.openBecause) {
      return {
        known,
        reading: {
          kind: 'failed',
          reason: breaker.openBecause,
          answered: false,
        },
        skipped: true,
      };
    }
    const reading = await readSafely(source, known, {
      signal,
      timeoutMs: limits.timeoutMs,
    });
    const silent = reading.kind === 'failed' && !reading.answered;
    breaker?.note(!silent, silent ? reading.reason : '');
    return { known, reading, skipped: false };
  };

  const reads = await Promise.all(
    due.map(known => {
      if (known.node.cluster === undefined)
        return everywhere(() => read(known));
      const { breaker, limit } = clusterOf(known.source, known.node.cluster);
      // Its cluster's queue first: a slow cluster must not wait in everybody's.
      return limit(() => everywhere(() => read(known, breaker)));
    }),
  );
  return reads.filter(done => done !== undefined);
}

/** A source of somebody else's may throw although it should not. */
async function readSafely(
  source: EthereumNodeSource,
  { node }: KnownNode,
  options: { signal: AbortSignal; timeoutMs: number },
): Promise<NodeReading> {
  try {
    return await source.read(node, options);
  } catch (error) {
    return {
      kind: 'failed',
      reason: `Node source ${source.name} failed: ${String(error)}`,
      answered: true,
    };
  }
}
