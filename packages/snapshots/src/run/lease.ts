import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { refused, Stopped } from '../stopped';
import { Cluster, ClusterError, objectSchema } from './cluster';
import { API_PATIENCE_SECONDS, patient } from './patience';
import { superseded } from './state';

const leaseSchema = objectSchema.extend({
  spec: z
    .looseObject({
      holderIdentity: z.string().nullish(),
      renewTime: z.string().nullish(),
      leaseDurationSeconds: z.number().nullish(),
      leaseTransitions: z.number().nullish(),
    })
    .optional(),
});
type Lease = z.infer<typeof leaseSchema>;

/** Renewed so many times before it would run out. */
const RENEWALS = 4;
/** A holder with another configuration may have taken it for longer, but nobody waits for longer than this. */
const LONGEST_SECONDS = 3_600;
/** So often may others change its labels while it is renewed. */
const TRIES = 10;

export interface LeaseOptions {
  /** Without patience: a request is not repeated when the Lease may be another's by then. */
  cluster: Cluster;
  name: string;
  holder: string;
  seconds: number;
  now: () => number;
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
        const taken = await took(cluster, options, lease);
        if (taken) return new HeldLease(options, lease.metadata.uid);
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
    const { resourceVersion } = lease.metadata;
    const spec = { holderIdentity: null };
    await cluster.patch('lease', name, { metadata: { resourceVersion }, spec });
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
    for (let nth = 0; nth < TRIES; nth++) {
      const at = now();
      const lease = await cluster.read('lease', name, leaseSchema);
      const other = lease?.spec?.holderIdentity;
      if (!lease || (lease.metadata.uid !== this.uid && !other)) {
        this.gone ??= leaseGone(name);
        this.seenAt = at;
        return;
      }
      if (other !== holder) {
        this.lost = superseded('Lease', name, `is held by ${other}`);
        return;
      }
      const { resourceVersion } = lease.metadata;
      const spec = renewed(this.options);
      const patch = { metadata: { resourceVersion }, spec };
      if ((await cluster.patch('lease', name, patch)) === 'written') {
        this.seenAt = at;
        return;
      }
    }
    throw new ClusterError(
      0,
      `Lease ${name} could not be renewed: something else changed it each of ${TRIES} times.`,
    );
  }
}

/** Only its holder renews it. Whoever changes a label is no sign of the holder's life. */
function renewalOf({ spec }: Lease): string {
  return `${spec?.holderIdentity} ${spec?.renewTime} ${spec?.leaseTransitions}`;
}

/** How long it lasts without being renewed: what its holder took it for counts as well as what we would. */
function lengthOf({ spec }: Lease, seconds: number): number {
  const theirs = Math.min(spec?.leaseDurationSeconds ?? 0, LONGEST_SECONDS);
  return theirs > Math.ceil(seconds) ? theirs : seconds;
}

async function took(
  cluster: Cluster,
  options: LeaseOptions,
  { metadata: { resourceVersion }, spec: before }: Lease,
): Promise<boolean> {
  const spec = {
    ...renewed(options),
    acquireTime: microTime(options.now()),
    leaseTransitions: (before?.leaseTransitions ?? 0) + 1,
  };
  const patch = { metadata: { resourceVersion }, spec };
  return (await cluster.patch('lease', options.name, patch)) === 'written';
}

function leaseGone(name: string): Stopped {
  return refused(
    'lease-gone',
    `Lease ${name} was deleted in the middle of the run, and nothing keeps a second orchestrator out any more. The chart makes it: deploy the node again ("make deploy").`,
  );
}

function renewed({ holder, seconds, now }: LeaseOptions) {
  return {
    holderIdentity: holder,
    leaseDurationSeconds: Math.ceil(seconds),
    renewTime: microTime(now()),
  };
}

/** MicroTime of the Lease API. */
function microTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}

/** The same cluster, which is written to only while the Lease is held, and of no more use once it is lost. */
export function fenced(cluster: Cluster, lease: HeldLease): Cluster {
  const whenHeld = async <T>(work: () => Promise<T>) => {
    await lease.assertHeld();
    return work();
  };
  return {
    ...cluster,
    read: async (kind, name, schema) => {
      lease.assertNotLost();
      return cluster.read(kind, name, schema);
    },
    create: (...args) => whenHeld(() => cluster.create(...args)),
    patch: (...args) => whenHeld(() => cluster.patch(...args)),
    remove: (...args) => whenHeld(() => cluster.remove(...args)),
  };
}
