import { setTimeout as sleep } from 'node:timers/promises';
import { isError } from '@backstage/errors';
import { isDue } from '../polling/backoff';
import { NetworkHeads } from '../polling/networkHeads';
import { ReadThrottle } from '../polling/readRound';
import { alignToPhase, shardOf } from '../polling/shards';
import type { UnreachableCluster } from '../store/Clusters';
import type { KnownNode } from '../store/KnownNode';
import type { ShardLeases } from '../store/ShardLeases';
import { DeniedClusters } from './DeniedClusters';
import { poll, type PollDeps } from './poll';

/** Ticks in a polling period. A tick starts a round with the nodes that are due. */
const TICKS = 15;
const MIN_TICK_MS = 250;

/** Polling periods between two polls of a node, at least. */
const MIN_PERIODS = 0.8;

/** Polling periods for which the head of a node counts for others. */
const HEAD_PERIODS = 2;

interface Entry {
  known: KnownNode;
  shard: number;
  /** Whether a poll is in progress. */
  reading: boolean;
  /** Not polled before, also if its last result could not be stored. */
  notBefore: number;
  /** False for a node that has just been found or taken over, which may be overdue for no fault of this process. */
  isKept: boolean;
}

/** Figures of a polling period. */
interface Period {
  endsAt: number;
  due: number;
  polled: number;
  /** Nodes that were read more than half a period late, or not at all. */
  late: number;
  longestMs: number;
}

/** Milliseconds between two ticks. */
export function tickMs(pollMs: number): number {
  return Math.max(MIN_TICK_MS, Math.round(pollMs / TICKS));
}

/**
 * Polls the nodes of the shards that this replica holds, each once in a period, spread over the period.
 *
 * Rounds overlap, because a node that does not answer occupies its round until the timeout. Nodes that did not answer last time have
 * rounds of their own, so that the others do not wait for them.
 */
export class Poller {
  private readonly deps: PollDeps;
  private readonly shards: ShardLeases;
  private readonly throttle: ReadThrottle;
  private readonly heads: NetworkHeads;
  private readonly denied: DeniedClusters;
  private readonly stopping = new AbortController();
  private readonly rounds = new Set<Promise<void>>();
  private entries = new Map<string, Entry>();
  private unreachable: UnreachableCluster[] = [];
  /** When the list of nodes is read again. */
  private loadsAt = -Infinity;
  private period: Period | undefined;
  /** Whether the database did not answer last time. */
  private isAway = false;
  private wake: () => void = () => {};

  constructor(deps: PollDeps, shards: ShardLeases) {
    this.deps = deps;
    this.shards = shards;
    this.throttle = new ReadThrottle(deps.limits);
    this.heads = new NetworkHeads(HEAD_PERIODS * deps.pollMs, deps.findNetwork);
    this.denied = new DeniedClusters(deps.clusters, deps.pollMs);
  }

  /** Reads the list of nodes again, after a change of the inventory. */
  reload(): void {
    this.loadsAt = -Infinity;
    this.wake();
  }

  /** Starts rounds with the nodes that are due. Waits for rounds in progress, but not beyond the time when more is to be done. */
  async tick(): Promise<void> {
    if (this.stopping.signal.aborted || !(await this.prepare())) return;
    const now = this.deps.now();
    this.endPeriod(now);
    const due = this.takeDue(now);
    const answers = ({ known }: Entry) => (known.last?.failures ?? 0) === 0;
    this.startRound(due.filter(answers));
    this.startRound(due.filter(entry => !answers(entry)));
    await this.waitForRounds();
  }

  /** Ends polling: waits for rounds in progress, whose reads are aborted, and releases the shards. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.rounds);
    try {
      await this.shards.end();
    } catch (error) {
      // The lease then expires by itself.
      this.deps.logger.debug(`Failed to release shards: ${String(error)}`);
    }
  }

  /** @returns false if the database does not answer; the next tick tries again */
  private async prepare(): Promise<boolean> {
    const { now, pollMs, logger } = this.deps;
    try {
      if (this.shards.renewsInMs <= 0) await this.renewLeases();
      const at = now();
      if (this.loadsAt <= at || this.loadsAt > at + pollMs) await this.load(at);
      if (this.isAway) logger.info('The database answers again');
      this.isAway = false;
      return true;
    } catch (error) {
      if (!this.isAway) {
        logger.error(
          'Nodes are not polled, because the database does not answer',
          isError(error) ? error : undefined,
        );
      }
      this.isAway = true;
      return false;
    }
  }

  private async renewLeases(): Promise<void> {
    const { logger, now } = this.deps;
    const busy = new Set(
      [...this.entries.values()]
        .filter(({ reading }) => reading)
        .map(({ shard }) => shard),
    );
    const { changed, headsOfOthers } = await this.shards.renew(
      this.heads.export(now()),
      shard => !busy.has(shard),
    );
    this.heads.import(headsOfOthers);
    if (changed) {
      this.loadsAt = -Infinity;
      logger.info(
        `This replica polls ${this.shards.shards.length} shards of the nodes`,
      );
    }
  }

  private async load(now: number): Promise<void> {
    const { states, clusters, pollMs } = this.deps;
    // First, so that a change during the load results in another.
    this.loadsAt = now + pollMs;
    try {
      const [known, unreachable] = await Promise.all([
        states.loadKnown(this.shards.shards),
        clusters.loadUnreachable(),
      ]);
      const before = this.entries;
      this.unreachable = unreachable;
      this.entries = new Map(
        known.map(node => [node.node.id, refreshed(before, node)]),
      );
    } catch (error) {
      this.loadsAt = -Infinity;
      throw error;
    }
  }

  /** Marks the nodes to poll now as being read. */
  private takeDue(now: number): Entry[] {
    const { pollMs } = this.deps;
    const ahead = now + tickMs(pollMs) / 2;
    const due = [...this.entries.values()].filter(
      ({ known, shard, reading, notBefore }) =>
        !reading &&
        // Further away than a period: the clock was set back.
        (notBefore <= ahead || notBefore > now + pollMs) &&
        this.shards.fenceOf(shard) !== undefined &&
        (!known.last || isDue(known.last, ahead, pollMs)),
    );
    const nextPollAt = ({ known }: Entry) => known.last?.nextPollAt ?? 0;
    due.sort((a, b) => nextPollAt(a) - nextPollAt(b));
    for (const entry of due) {
      if (this.period) {
        this.period.due += 1;
        if (entry.isKept && now > nextPollAt(entry) + pollMs / 2) {
          this.period.late += 1;
        }
      }
      entry.reading = true;
      entry.isKept = true;
      entry.notBefore = now + MIN_PERIODS * pollMs;
    }
    return due;
  }

  private mayRead = ({ node }: KnownNode): boolean =>
    this.shards.fenceOf(shardOf(node.id)) !== undefined;

  private startRound(due: readonly Entry[]): void {
    if (due.length === 0) return;
    const running = this.round(due).finally(() => {
      this.rounds.delete(running);
    });
    this.rounds.add(running);
  }

  private async round(due: readonly Entry[]): Promise<void> {
    const { deps, heads, denied, throttle, unreachable, mayRead } = this;
    const startedAt = deps.now();
    const fences = new Map(
      due.flatMap(({ shard }) => {
        const fence = this.shards.fenceOf(shard);
        return fence === undefined ? [] : [[shard, fence] as const];
      }),
    );
    try {
      const polled = await poll(
        deps,
        due.map(({ known }) => known),
        {
          heads,
          denied,
          throttle,
          unreachable,
          mayRead,
          fences,
          align: alignToPhase,
        },
        this.stopping.signal,
      );
      if (this.period) {
        this.period.polled += polled.length;
        this.period.late += due.length - polled.length;
        this.period.longestMs = Math.max(
          this.period.longestMs,
          deps.now() - startedAt,
        );
      }
    } catch (error) {
      deps.logger.error(
        'A polling round failed',
        isError(error) ? error : undefined,
      );
    }
    for (const entry of due) {
      const { known } = entry;
      entry.reading = false;
      entry.known = { ...known, ...deps.states.recall(known.node.id) };
    }
  }

  private endPeriod(now: number): void {
    const { pollMs, logger } = this.deps;
    const { period } = this;
    if (period && now < period.endsAt && now >= period.endsAt - pollMs) return;
    this.throttle.closeBreakers();
    this.period = {
      endsAt: now + pollMs,
      due: 0,
      polled: 0,
      late: 0,
      longestMs: 0,
    };
    if (!period || period.due === 0) return;
    logger.debug(
      `Polled ${period.polled} of ${this.entries.size} nodes in one period, the longest round took ${period.longestMs} ms`,
    );
    if (period.late > 0) {
      logger.warn(
        `${period.late} of ${period.due} nodes were not read in their polling period. ` +
          `Raise ethereumNodes.polling.concurrency or ethereumNodes.schedule.poll, or add replicas.`,
      );
    }
  }

  private async waitForRounds(): Promise<void> {
    let nextAt = this.loadsAt;
    for (const entry of this.entries.values()) {
      const { known, shard, reading, notBefore } = entry;
      if (reading || this.shards.fenceOf(shard) === undefined) continue;
      nextAt = Math.min(
        nextAt,
        Math.max(notBefore, known.last?.nextPollAt ?? 0),
      );
    }
    const milliseconds = Math.min(
      nextAt - this.deps.now(),
      this.shards.renewsInMs,
    );
    const waiting = new AbortController();
    await Promise.race([
      Promise.all(this.rounds),
      new Promise<void>(resolve => {
        this.wake = resolve;
      }),
      sleep(Math.max(0, milliseconds), undefined, {
        signal: waiting.signal,
      }).catch(() => {}),
    ]);
    waiting.abort();
  }
}

/** The entry of a node that was read from the database again. Memory is newer while the node is being read. */
function refreshed(before: ReadonlyMap<string, Entry>, node: KnownNode): Entry {
  const entry = before.get(node.node.id);
  if (entry?.reading) return entry;
  return {
    known: node,
    shard: entry?.shard ?? shardOf(node.node.id),
    reading: false,
    notBefore: entry?.notBefore ?? -Infinity,
    isKept: entry?.isKept ?? false,
  };
}
