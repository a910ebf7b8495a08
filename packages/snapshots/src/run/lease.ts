import { setTimeout as pause } from 'node:timers/promises';
import { refused, Stopped } from '../stopped';
import { Cluster } from './cluster';
import {
  lengthOf,
  leaseSchema,
  releasing,
  renewalOf,
  renewing,
  taking,
  Tenancy,
} from './leaseObject';
import { API_PATIENCE_SECONDS, patient, unlessRaced } from './patience';
import { superseded } from './state';

/** Renewed so many times before it would run out. */
const RENEWALS = 4;
/** So often may others change its labels while it is renewed. */
const TRIES = 10;

export interface LeaseOptions extends Tenancy {
  /** Without patience: a request is not repeated when the Lease may be another's by then. */
  cluster: Cluster;
  name: string;
}

/** The right to act on the node: held by one orchestrator at a time, renewed as long as it lives. */
export class HeldLease {
  private readonly ended = new AbortController();
  private readonly renewing: Promise<void>;
  /** When it was last seen that nobody else holds it. */
  private seenAt: number;
  /** Somebody else has it. */
  private lost?: Error;
  /** It was deleted: nobody has it. */
  private gone?: Stopped;
  private isTurnedBack = false;

  private constructor(
    private readonly options: LeaseOptions,
    private readonly uid: string,
  ) {
    this.seenAt = options.now();
    this.renewing = this.keepRenewing();
  }

  /**
   * Take the Lease when nobody holds it, or when its holder has not renewed it for its whole length *as seen from here*: clocks
   * of other machines are not trusted, and ours only between two looks.
   *
   * Not ended by SIGTERM: whoever held it may have left the node stopped, and the grace period is as long as the Lease.
   *
   * @throws Stopped `refused` `run-under-way` when the holder is alive, `lease-missing` when there is no Lease
   */
  static async acquire(options: LeaseOptions): Promise<HeldLease> {
    const { name, holder, seconds } = options;
    const cluster = patient(options.cluster, API_PATIENCE_SECONDS);
    let seen: { renewal: string; at: number } | undefined;
    for (;;) {
      const lease = await cluster.read('lease', name, leaseSchema);
      if (!lease)
        throw refused(
          'lease-missing',
          `There is no Lease ${name}, which keeps a second orchestrator out. The chart makes it: deploy the node again ("make deploy").`,
        );
      const other = lease.spec?.holderIdentity;
      const isHeld = other && other !== holder;
      const renewal = renewalOf(lease);
      if (isHeld && seen && seen.renewal !== renewal)
        throw refused(
          'run-under-way',
          `${other} is taking a snapshot of this node. It holds Lease ${name}.`,
        );
      seen ??= { renewal, at: performance.now() };
      const waited = performance.now() - seen.at;
      if (!isHeld || waited > lengthOf(lease, seconds) * 1_000) {
        const patch = taking(lease, options);
        if ((await cluster.patch('lease', name, patch)) === 'written')
          return new HeldLease(options, lease.metadata.uid);
      }
      await pause(Math.min(1_000, (seconds * 1_000) / RENEWALS));
    }
  }

  /**
   * Only the way back is walked from now on. That the Lease was deleted does not stand in its way, as nobody else can have it;
   * that somebody else has it does.
   */
  turnBack(): void {
    this.isTurnedBack = true;
  }

  /** @throws Stopped `superseded` when it was seen to be somebody else's, `lease-gone` when it was deleted */
  assertNotLost(): void {
    if (this.lost) throw this.lost;
    if (this.gone && !this.isTurnedBack) throw this.gone;
  }

  /** The same, after another look when the last one is too long ago. */
  async assertHeld(): Promise<void> {
    this.assertNotLost();
    const { now, seconds } = this.options;
    if (now() - this.seenAt > (seconds * 1_000) / 2) await this.renew();
    this.assertNotLost();
  }

  /** Let the next one begin at once. */
  async release(): Promise<void> {
    this.ended.abort();
    await this.renewing;
    const { name, holder } = this.options;
    const cluster = patient(this.options.cluster, API_PATIENCE_SECONDS);
    const lease = await cluster.read('lease', name, leaseSchema);
    if (lease?.spec?.holderIdentity !== holder) return;
    await cluster.patch('lease', name, releasing(lease));
  }

  private async keepRenewing(): Promise<void> {
    const { seconds } = this.options;
    const { signal } = this.ended;
    while (!signal.aborted && !this.lost) {
      await pause((seconds * 1_000) / RENEWALS, undefined, { signal }).catch(
        () => {},
      );
      if (signal.aborted) return;
      // An API server that does not answer gives the Lease to nobody else either; assertHeld tries again, and says why.
      await this.renew().catch(() => {});
    }
  }

  private async renew(): Promise<void> {
    const { cluster, name, holder, now } = this.options;
    await unlessRaced(`Lease ${name} could not be renewed`, TRIES, async () => {
      const at = now();
      const lease = await cluster.read('lease', name, leaseSchema);
      const other = lease?.spec?.holderIdentity;
      if (!lease || (lease.metadata.uid !== this.uid && !other)) {
        this.gone ??= leaseGone(name);
        this.seenAt = at;
        return true;
      }
      if (other !== holder) {
        const what = other
          ? `is held by ${other}`
          : 'was taken from this one and released';
        this.lost = superseded('Lease', name, what);
        return true;
      }
      const patch = renewing(lease, this.options);
      if ((await cluster.patch('lease', name, patch)) !== 'written')
        return undefined;
      this.seenAt = at;
      return true;
    });
  }
}

function leaseGone(name: string): Stopped {
  return refused(
    'lease-gone',
    `Lease ${name} was deleted in the middle of the run, and nothing keeps a second orchestrator out any more. The chart makes it: deploy the node again ("make deploy").`,
  );
}
