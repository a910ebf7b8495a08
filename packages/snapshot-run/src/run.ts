import { storeKindOf, storeKinds } from '@nodeyard/ethereum';
import {
  instant,
  type LastRun,
  type Phase,
  type RunState,
  STATE_KEY,
  type StoreLocation,
} from '@nodeyard/snapshot-store';
import type { Cluster } from './cluster';
import type { RunConfig } from './config';
import { objectNames } from './config';
import type { HeldLease } from './lease';
import { pollUntil } from './retry';
import type { StateMap } from './stateMap';

/** External dependencies of a run: clock, network, signal, log. */
export interface RunContext {
  now: () => number;
  fetch: typeof fetch;
  /** Aborted by SIGTERM. */
  signal: AbortSignal;
  log: (line: string) => void;
  /** Interval of polls. */
  pollMs: number;
}

/** One run of the state machine of one node, the argument of its steps. */
export class Run {
  readonly names: ReturnType<typeof objectNames>;

  constructor(
    readonly config: RunConfig,
    readonly cluster: Cluster,
    readonly map: StateMap,
    private readonly lease: Pick<HeldLease, 'beginRollback'>,
    readonly ctx: RunContext,
    readonly holder: string,
    readonly onEnd: (last: LastRun) => Promise<void> = async () => {},
  ) {
    this.names = objectNames(config);
  }

  /** @throws Error without a stored run: a defect */
  get state(): RunState {
    const { state } = this.map.stored;
    if (!state) throw new Error('there is no run');
    return state;
  }

  /** From now on the run only starts the node and cleans up, which needs neither Lease nor state ConfigMap. */
  beginRollback(): void {
    this.lease.beginRollback();
    this.map.beginRollback();
  }

  get store(): StoreLocation {
    const { url, endpoint, region, pathStyle } = this.config.store;
    const isS3 = storeKindOf(url) === storeKinds.s3;
    return {
      url,
      endpoint:
        endpoint ?? (isS3 ? process.env.AWS_ENDPOINT_URL_S3 : undefined),
      region,
      pathStyle: pathStyle ?? endpoint !== undefined,
    };
  }

  /** Location, network and client of the store. */
  get storeScope() {
    const { network, client } = this.config;
    return { store: this.store, network: network.name, client };
  }

  /** The holder for humans, without its unique suffix. */
  get podLabel(): string {
    return `pod ${this.holder.split('_')[0]}`;
  }

  get instant(): string {
    return instant(this.ctx.now());
  }

  /** Update fields of the state. */
  async update(changes: Partial<RunState>): Promise<void> {
    await this.save({ ...this.state, ...changes });
  }

  save(state: RunState): Promise<void> {
    const text = JSON.stringify({ ...state, holder: this.holder });
    return this.map.write({ [STATE_KEY]: text });
  }

  /** Enter the next phase. */
  async enterPhase(phase: RunState['phase'], changes: Partial<RunState> = {}) {
    const { state } = this;
    const durations = { ...state.durations };
    if (state.phase !== 'undo') {
      durations[state.phase] = this.secondsSince(state.phaseSince);
    }
    const phaseSince = this.instant;
    await this.save({ ...state, durations, ...changes, phase, phaseSince });
    this.ctx.log(
      `${phase}${changes.failure ? `: ${changes.failure.message}` : ''}`,
    );
  }

  secondsSince(at: string): number {
    return Math.max(0, Math.round((this.ctx.now() - Date.parse(at)) / 1_000));
  }

  /**
   * Poll in the present phase, up to its timeout.
   *
   * @param after - timeout of an earlier wait in the same phase
   */
  wait<T>(
    what: string,
    limit: Limit,
    condition: () => Promise<T | undefined>,
    after?: Limit,
  ): Promise<T> {
    const { now, signal, pollMs } = this.ctx;
    const { timeoutsSeconds } = this.config;
    const before = after ? timeoutsSeconds[after] : 0;
    return pollUntil(condition, {
      what,
      code: `${this.state.phase}-timeout`,
      sinceMs: Date.parse(this.state.phaseSince),
      seconds: before + timeoutsSeconds[limit],
      limit,
      pollMs,
      now,
      signal,
    });
  }
}

type Limit = keyof RunConfig['timeoutsSeconds'];

/** One phase. Idempotent: it may be restarted at any point. */
export type Step = (run: Run) => Promise<void>;
export type Steps = Record<Exclude<Phase, 'candidate'>, Step>;
