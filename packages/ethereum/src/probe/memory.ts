import type { Answer } from './answer';

/** Lifetime of an answer that changes only with the client or its configuration. Spread, so that a fleet is not asked at once. */
const CONSTANT_MS = 10 * 60_000;
/** Lifetime of a refusal, and of a value that moves slowly on a healthy node. */
const SHORT_MS = 60_000;
/** Pause after a batch that was not answered as one. */
const BATCH_PAUSE_MS = 10 * 60_000;

export interface MemoryOptions {
  /** Monotonic milliseconds. */
  now?: () => number;
  /** From 0 to 1. */
  random?: () => number;
  /** Called before each HTTP request, with the number of its calls: several in a JSON-RPC batch. */
  onRequest?: (calls: number) => void;
}

/** What one endpoint of a node answered in earlier probes. */
export class EndpointMemory {
  private readonly now: () => number;
  private readonly random: () => number;
  readonly onRequest: (calls: number) => void;
  private readonly answers = new Map<
    string,
    { answer: Answer<unknown>; expiresAt: number }
  >();
  private readonly values = new Map<string, unknown>();
  private batchesFrom = -Infinity;
  private brokenBatches = 0;
  private prepared?: { key: string; value: unknown };

  constructor({
    now = () => performance.now(),
    random = Math.random,
    onRequest = () => {},
  }: MemoryOptions) {
    this.now = now;
    this.random = random;
    this.onRequest = onRequest;
  }

  /** An answer that is still valid. */
  recall<T>(call: string): Answer<T> | undefined {
    const kept = this.answers.get(call);
    return kept && kept.expiresAt > this.now()
      ? (kept.answer as Answer<T>)
      : undefined;
  }

  /** Keeps an answer that changes only with the client. Failures of the connection are not kept, refusals are kept for a minute. */
  keepConstant(call: string, answer: Answer<unknown>): void {
    this.keep(call, answer, CONSTANT_MS * (0.8 + 0.4 * this.random()));
  }

  /** Keeps a value that changes, for a minute. */
  keepShortly(call: string, answer: Answer<unknown>): void {
    this.keep(call, answer, SHORT_MS);
  }

  /** A value that does not expire. */
  recallValue<T>(name: string): T | undefined {
    return this.values.get(name) as T | undefined;
  }

  keepValue(name: string, value: unknown): void {
    this.values.set(name, value);
  }

  forget(calls: readonly string[]): void {
    for (const call of calls) this.answers.delete(call);
  }

  /** Whether the endpoint may be sent a batch. */
  get acceptsBatches(): boolean {
    return this.now() >= this.batchesFrom;
  }

  /**
   * Records how a batch was answered. A connection may break for another reason, so only the second broken batch in a row pauses
   * batches; a refusal does so at once.
   */
  recordBatch(outcome: 'answered' | 'refused' | 'broken'): void {
    this.brokenBatches = outcome === 'broken' ? this.brokenBatches + 1 : 0;
    if (outcome === 'refused' || this.brokenBatches > 1) {
      this.batchesFrom = this.now() + BATCH_PAUSE_MS;
    }
  }

  /** A value that depends on the key alone, computed again when the key changes. */
  prepare<T>(key: string, compute: () => T): T {
    if (this.prepared?.key !== key) {
      this.prepared = { key, value: compute() };
    }
    return this.prepared.value as T;
  }

  private keep(call: string, answer: Answer<unknown>, ms: number): void {
    if (answer.ok) {
      this.answers.set(call, { answer, expiresAt: this.now() + ms });
    } else if (['rpc-error', 'http'].includes(answer.reason)) {
      this.answers.set(call, { answer, expiresAt: this.now() + SHORT_MS });
    } else {
      this.answers.delete(call);
    }
  }
}

/**
 * What `probeNode` keeps of one node between probes, which makes later probes cheaper: answers that rarely change, and whether the
 * execution client accepts JSON-RPC batches. It is lost with the process; the next probe asks for everything.
 * @public
 */
export class ProbeMemory {
  /** @internal */
  readonly execution: EndpointMemory;
  /** @internal */
  readonly consensus: EndpointMemory;

  constructor(options: MemoryOptions = {}) {
    this.execution = new EndpointMemory(options);
    this.consensus = new EndpointMemory(options);
  }
}
