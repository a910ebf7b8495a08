import { instant } from '../format/documents';
import { StoreLocation } from '../store/store';
import { Cluster } from './cluster';
import { objectNames, RunConfig } from './config';
import { LastRun } from './lastRun';
import type { HeldLease } from './lease';
import { until } from './patience';
import { Phase, RunState, STATE_KEY } from './state';
import { StateMap } from './stateMap';

/** What surrounds a run: the machine's clock, the network, and who asked to stop. */
export interface Surroundings {
  now: () => number;
  fetch: typeof fetch;
  /** Aborted by SIGTERM. */
  signal: AbortSignal;
  log: (line: string) => void;
  /** Between two looks at an object. */
  pollMs: number;
}

/** One run of the state machine over one node, as its steps see it. */
export class Run {
  readonly names: ReturnType<typeof objectNames>;

  constructor(
    readonly config: RunConfig,
    readonly cluster: Cluster,
    readonly map: StateMap,
    private readonly lease: Pick<HeldLease, 'turnBack'>,
    readonly around: Surroundings,
    readonly holder: string,
    readonly onEnd: (last: LastRun) => Promise<void> = async () => {},
  ) {
    this.names = objectNames(config);
  }

  /** @throws Error when no run is under way: a defect */
  get state(): RunState {
    const { state } = this.map.kept;
    if (!state) throw new Error('no run is under way');
    return state;
  }

  /** From now on only the node is started and the rest tidied up: for that, neither Lease nor state need exist any more. */
  turnBack(): void {
    this.lease.turnBack();
    this.map.turnBack();
  }

  get store(): StoreLocation {
    const { url, endpoint, region, pathStyle } = this.config.store;
    return {
      url,
      endpoint: endpoint ?? process.env.AWS_ENDPOINT_URL_S3,
      region,
      pathStyle: pathStyle ?? endpoint !== undefined,
    };
  }

  /** Network and client: a place in the store. */
  get place() {
    const { network, client } = this.config;
    return { store: this.store, network: network.name, client };
  }

  /** Who runs this, for people: the holder without what makes it unique. */
  get pod(): string {
    return `pod ${this.holder.split('_')[0]}`;
  }

  get instant(): string {
    return instant(this.around.now());
  }

  /** Write more of the state before, or right after, something is done. */
  async note(changes: Partial<RunState>): Promise<void> {
    await this.save({ ...this.state, ...changes });
  }

  save(state: RunState): Promise<void> {
    const text = JSON.stringify({ ...state, holder: this.holder });
    return this.map.write({ [STATE_KEY]: text });
  }

  /** Go on to the next phase. */
  async enter(phase: RunState['phase'], changes: Partial<RunState> = {}) {
    const { state } = this;
    const durations = { ...state.durations };
    if (state.phase !== 'undo')
      durations[state.phase] = this.secondsSince(state.phaseSince);
    const phaseSince = this.instant;
    await this.save({ ...state, durations, ...changes, phase, phaseSince });
    this.around.log(
      `${phase}${changes.failure ? `: ${changes.failure.message}` : ''}`,
    );
  }

  secondsSince(at: string): number {
    return Math.max(
      0,
      Math.round((this.around.now() - Date.parse(at)) / 1_000),
    );
  }

  /**
   * Wait in the present phase, as long as it may take.
   *
   * @param after - the limit of what the same phase has waited for before
   */
  wait<T>(
    what: string,
    limit: Limit,
    look: () => Promise<T | undefined>,
    after?: Limit,
  ): Promise<T> {
    const { now, signal, pollMs } = this.around;
    const { timeoutsSeconds } = this.config;
    const before = after ? timeoutsSeconds[after] : 0;
    return until(look, {
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

/** One phase: it finds out what is done already and does the rest, so that it may be begun again at any point. */
export type Step = (run: Run) => Promise<void>;
export type Steps = Record<Exclude<Phase, 'candidate'>, Step>;
