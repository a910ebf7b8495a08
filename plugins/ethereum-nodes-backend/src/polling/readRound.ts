import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  EthereumNodeSource,
  NodeReading,
  MessageOrText,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import {
  asMessage,
  isProbedSample,
  messageSchema,
  nodeSampleSchema,
  nodeStatusSchema,
  type Message,
} from '@nodeyard/ethereum';
import limited from 'p-limit';
import type { UnreachableCluster } from '../store/Clusters';
import type { KnownNode } from '../store/KnownNode';
import { ClusterCircuitBreaker } from './ClusterCircuitBreaker';
import { invalidReadingReason } from './invalidReadingReason';

export interface RoundLimits {
  /** Timeout of one read. */
  timeoutMs: number;
  concurrency: number;
  concurrencyPerCluster: number;
  /** No read starts later than this after the start of the round; the remaining nodes come first in the next round. */
  budgetMs: number;
}

export interface RoundInput {
  sources: ReadonlyMap<string, EthereumNodeSource>;
  unreachable: readonly UnreachableCluster[];
  limits: RoundLimits;
  /** Shared by rounds that overlap. Default: those of this round alone. */
  throttle?: ReadThrottle;
  /** Whether a node may still be read when its turn comes. Default: yes. */
  mayRead?: (known: KnownNode) => boolean;
  signal: AbortSignal;
}

export interface NodeRead {
  known: KnownNode;
  reading: NodeReading;
  /** True if no request was sent. */
  skipped: boolean;
}

/** Limits of concurrent reads, and the circuit breakers of clusters. */
export class ReadThrottle {
  readonly everywhere: limited.Limit;
  private readonly perCluster: number;
  private readonly limitOf = new Map<string, limited.Limit>();
  private breakers = new Map<string, ClusterCircuitBreaker>();

  constructor(limits: RoundLimits) {
    this.everywhere = limited(limits.concurrency);
    this.perCluster = limits.concurrencyPerCluster;
  }

  /** Begins another polling period: each cluster is tried again. */
  closeBreakers(): void {
    this.breakers = new Map();
  }

  /** @param reason - why the cluster was unreachable in the last discovery */
  ofCluster(key: string, reason: Message | undefined) {
    const limit = this.limitOf.get(key) ?? limited(this.perCluster);
    const breaker = this.breakers.get(key) ?? new ClusterCircuitBreaker(reason);
    this.limitOf.set(key, limit);
    this.breakers.set(key, breaker);
    return { breaker, limit };
  }
}

class Round {
  private readonly input: RoundInput;
  private readonly endsAt: number;
  private readonly throttle: ReadThrottle;

  constructor(input: RoundInput) {
    this.input = input;
    this.endsAt = performance.now() + input.limits.budgetMs;
    this.throttle = input.throttle ?? new ReadThrottle(input.limits);
  }

  /** @returns reads without the nodes that the budget left no time for */
  async read(nodes: readonly KnownNode[]): Promise<NodeRead[]> {
    const reads = await Promise.all(
      nodes.map(known => {
        if (known.node.cluster === undefined) {
          return this.throttle.everywhere(() => this.readOne(known));
        }
        const { breaker, limit } = this.clusterOf(
          known.source,
          known.node.cluster,
        );
        // The limit of the cluster first, so that a slow cluster does not occupy the common one.
        return limit(() =>
          this.throttle.everywhere(() => this.readOne(known, breaker)),
        );
      }),
    );
    return reads.filter(read => read !== undefined);
  }

  private async readOne(
    known: KnownNode,
    breaker?: ClusterCircuitBreaker,
  ): Promise<NodeRead | undefined> {
    const { signal, sources, limits, mayRead } = this.input;
    const source = sources.get(known.source);
    if (!source || signal.aborted || performance.now() > this.endsAt) {
      return undefined;
    }
    if (mayRead && !mayRead(known)) return undefined;
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
    // Aborted by a shutdown, which is not a failure of the node.
    if (signal.aborted) return undefined;
    const silent = reading.kind === 'failed' && !reading.answered;
    breaker?.record(!silent, asMessage(silent ? reading.reason : ''));
    return { known, reading, skipped: false };
  }

  private clusterOf(source: string, name: string) {
    const reason = this.input.unreachable.find(
      cluster => cluster.source === source && cluster.name === name,
    )?.reason;
    return this.throttle.ofCluster(`${source} ${name}`, reason);
  }
}

/** Reads nodes concurrently, with limits that keep an unreachable node or cluster from delaying the others. */
export async function readRound(
  due: readonly KnownNode[],
  input: RoundInput,
): Promise<NodeRead[]> {
  const round = new Round(input);
  const reads = await round.read(due);
  const retried = await round.read(
    reads.filter(needsRetry).map(({ known }) => known),
  );
  const second = new Map(retried.map(read => [read.known, read]));
  return reads.map(read => second.get(read.known) ?? read);
}

/**
 * A reachable node that timed out or closed the connection is read again after the others: in a busy round the delay may be this
 * process's, and the request may have used a connection that the node had closed as idle.
 */
function needsRetry({ known, reading }: NodeRead): boolean {
  return (
    reading.kind === 'sample' &&
    reading.sample.execution.kind === 'failed' &&
    ['timeout', 'network'].includes(reading.sample.execution.reason) &&
    known.last?.verdict.state !== 'UNREACHABLE'
  );
}

/** A source of another module may throw or return an invalid reading, against its contract. */
async function readSafely(
  source: EthereumNodeSource,
  { node }: KnownNode,
  options: { signal: AbortSignal; timeoutMs: number },
): Promise<NodeReading> {
  let reading: NodeReading;
  try {
    reading = await source.read(node, options);
  } catch (error) {
    const reason = say('source-failed', {
      source: source.name,
      why: String(error),
    });
    return { kind: 'failed', reason, answered: true };
  }
  try {
    return validateReading(reading);
  } catch (error) {
    return {
      kind: 'failed',
      reason: invalidReadingReason(error),
      answered: true,
    };
  }
}

/** Validates a reading, because it is used for the verdicts of other nodes as well. */
function validateReading(reading: NodeReading): NodeReading {
  switch (reading.kind) {
    case 'sample':
      return isProbedSample(reading.sample)
        ? reading
        : { ...reading, sample: nodeSampleSchema.parse(reading.sample) };
    case 'status':
      return { ...reading, status: nodeStatusSchema.parse(reading.status) };
    case 'down':
    case 'failed':
      return {
        ...reading,
        reason: messageSchema.parse(asMessage(coerceReason(reading.reason))),
      };
    default:
      throw new TypeError('unknown kind of reading');
  }
}

/** A source that is not written in TypeScript may return any value. */
function coerceReason(reason: MessageOrText): MessageOrText {
  return typeof reason === 'object' ? reason : String(reason);
}
