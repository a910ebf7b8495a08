import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type {
  EthereumNodeSource,
  NodeReading,
  MessageOrText,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import {
  asMessage,
  messageSchema,
  nodeSampleSchema,
  nodeStatusSchema,
} from '@nodeyard/ethereum';
import limited from 'p-limit';
import type { UnreachableCluster } from '../store/Clusters';
import type { KnownNode } from '../store/KnownNode';
import { ClusterCircuitBreaker } from './ClusterCircuitBreaker';
import { invalidReadingReason } from './invalidReadingReason';

export interface RoundLimits {
  /** One call to one node. */
  timeoutMs: number;
  concurrency: number;
  concurrencyPerCluster: number;
  /** No read begins later than this after the round's start; what is left is first in the next round. */
  budgetMs: number;
}

export interface RoundInput {
  sources: ReadonlyMap<string, EthereumNodeSource>;
  unreachable: readonly UnreachableCluster[];
  limits: RoundLimits;
  signal: AbortSignal;
}

export interface NodeRead {
  known: KnownNode;
  reading: NodeReading;
  /** True when nobody was asked. */
  skipped: boolean;
}

class Round {
  readonly #input: RoundInput;
  readonly #endsAt: number;
  readonly #everywhere: limited.Limit;
  readonly #clusters = new Map<
    string,
    { breaker: ClusterCircuitBreaker; limit: limited.Limit }
  >();

  constructor(input: RoundInput) {
    this.#input = input;
    this.#endsAt = performance.now() + input.limits.budgetMs;
    this.#everywhere = limited(input.limits.concurrency);
  }

  /** @returns nothing of nodes for which there was no time */
  async read(nodes: readonly KnownNode[]): Promise<NodeRead[]> {
    const reads = await Promise.all(
      nodes.map(known => {
        if (known.node.cluster === undefined) {
          return this.#everywhere(() => this.#readOne(known));
        }
        const { breaker, limit } = this.#clusterOf(
          known.source,
          known.node.cluster,
        );
        // Its cluster's queue first: a slow cluster must not wait in everybody's.
        return limit(() =>
          this.#everywhere(() => this.#readOne(known, breaker)),
        );
      }),
    );
    return reads.filter(read => read !== undefined);
  }

  async #readOne(
    known: KnownNode,
    breaker?: ClusterCircuitBreaker,
  ): Promise<NodeRead | undefined> {
    const { signal, sources, limits } = this.#input;
    const source = sources.get(known.source);
    if (!source || signal.aborted || performance.now() > this.#endsAt) {
      return undefined;
    }
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
    // Cut short by a shutdown: that says nothing about the node.
    if (signal.aborted) return undefined;
    const silent = reading.kind === 'failed' && !reading.answered;
    breaker?.record(!silent, asMessage(silent ? reading.reason : ''));
    return { known, reading, skipped: false };
  }

  #clusterOf(source: string, name: string) {
    const key = `${source} ${name}`;
    const { unreachable, limits } = this.#input;
    const reason = unreachable.find(
      cluster => cluster.source === source && cluster.name === name,
    )?.reason;
    const cluster = this.#clusters.get(key) ?? {
      breaker: new ClusterCircuitBreaker(reason),
      limit: limited(limits.concurrencyPerCluster),
    };
    this.#clusters.set(key, cluster);
    return cluster;
  }
}

/** Reads nodes side by side, within limits, so that neither a dead node nor a dead cluster holds up the others. */
export async function readRound(
  due: readonly KnownNode[],
  input: RoundInput,
): Promise<NodeRead[]> {
  const round = new Round(input);
  const reads = await round.read(due);
  const again = await round.read(
    reads.filter(needsRetry).map(({ known }) => known),
  );
  const second = new Map(again.map(read => [read.known, read]));
  return reads.map(read => second.get(read.known) ?? read);
}

/**
 * A node that was well and did not answer in time, or broke off, gets a second look when the rush is over: in a busy round it
 * may have been we who were late, and late enough to ask on a connection that it had closed for being idle.
 */
function needsRetry({ known, reading }: NodeRead): boolean {
  return (
    reading.kind === 'sample' &&
    reading.sample.execution.kind === 'failed' &&
    ['timeout', 'network'].includes(reading.sample.execution.reason) &&
    known.last?.verdict.state !== 'UNREACHABLE'
  );
}

/** A source of somebody else's may throw although it should not, or give what is no reading. */
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

/** What a source gives goes into the judgement of other nodes too, before its own is. */
function validateReading(reading: NodeReading): NodeReading {
  switch (reading.kind) {
    case 'sample':
      return { ...reading, sample: nodeSampleSchema.parse(reading.sample) };
    case 'status':
      return { ...reading, status: nodeStatusSchema.parse(reading.status) };
    case 'down':
    case 'failed':
      return {
        ...reading,
        reason: messageSchema.parse(asMessage(toSaid(reading.reason))),
      };
    default:
      throw new TypeError('a reading of no known kind');
  }
}

/** A source that is no TypeScript may give anything. */
function toSaid(reason: MessageOrText): MessageOrText {
  return typeof reason === 'object' ? reason : String(reason);
}
