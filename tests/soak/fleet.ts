import { ensurePresent } from '../ensurePresent';
import {
  FakeExecutionClients,
  type Behavior,
} from '../../plugins/ethereum-nodes-backend/src/__testUtils__/FakeExecutionClients';
import { oneOf } from './random';

/** What is true of a node: whether callers may use it, and since when (milliseconds since the epoch). */
export interface Truth {
  usable: boolean;
  since: number;
}

const TICK_MS = 500;
/** Half of the time that a call to a node may take. */
const LATE_MS = 2_500;

const bad: Behavior[] = ['hanging', 'gone', 'garbage', 'frozen', 'elsewhere'];
/** Of a hundred nodes, so many are bad at a time. */
const BAD_OF_HUNDRED = 10;

/** Nodes on loopback whose fates change, and what is true of each. */
export class Fleet {
  readonly truths = new Map<string, Truth>();
  /** Keys are names of nodes. */
  readonly urls = new Map<string, string>();
  /** How often they were too late themselves: a node that takes as long is not usable, and no verdict on it is false. */
  late = 0;

  private constructor(private readonly clients: FakeExecutionClients) {}

  static async start(count: number): Promise<Fleet> {
    const fleet = new Fleet(await FakeExecutionClients.start());
    for (let i = 0; i < count; i += 1) {
      const name = `node-${String(i).padStart(3, '0')}`;
      fleet.urls.set(name, fleet.clients.url('synced', name));
      fleet.truths.set(name, { usable: true, since: Date.now() });
    }
    fleet.watchTheClock();
    return fleet;
  }

  private watchTheClock(): void {
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      const isLate = now - last > TICK_MS + LATE_MS;
      last = now;
      if (!isLate) return;
      this.late += 1;
      for (const truth of this.truths.values()) {
        if (truth.usable) truth.since = Date.now();
      }
    }, TICK_MS).unref();
  }

  /** One node more goes bad, or another one is mended. The first ten never are: they tell whether rounds are missed. */
  change(random: () => number): void {
    const names = [...this.truths.keys()].slice(10);
    const ill = names.filter(name => !this.truths.get(name)?.usable);
    const mend = ill.length > (names.length * BAD_OF_HUNDRED) / 100;
    const name = mend ? ensurePresent(ill[0]) : oneOf(names, random);
    this.become(name, mend ? 'synced' : oneOf(bad, random));
  }

  become(name: string, fate: Behavior): void {
    const usable = fate === 'synced';
    // A node that goes from bad to worse is not usable since the first of both.
    if (usable !== this.truths.get(name)?.usable) {
      this.truths.set(name, { usable, since: Date.now() });
    }
    this.clients.setBehavior(this.urls.get(name) ?? '', fate);
  }

  stop(): Promise<void> {
    return this.clients.stop();
  }
}
