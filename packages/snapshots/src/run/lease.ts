import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { refused } from '../stopped';
import { Cluster, ClusterError, objectSchema } from './cluster';
import { superseded } from './state';

const leaseSchema = objectSchema.extend({
  spec: z
    .looseObject({
      holderIdentity: z.string().nullish(),
      leaseTransitions: z.number().nullish(),
    })
    .optional(),
});

/** Renewed so many times before it would run out. */
const RENEWALS = 4;

export interface LeaseOptions {
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
  private renewedAt: number;
  private lost?: Error;

  private constructor(private readonly options: LeaseOptions) {
    this.renewedAt = options.now();
    this.renewing = this.keepRenewing();
  }

  /**
   * Take the Lease when nobody holds it, or when its holder has not renewed it for its whole length *as seen from here*: clocks
   * of other machines are not trusted.
   *
   * @throws Stopped `refused` `run-under-way` when the holder is alive
   */
  static async acquire(options: LeaseOptions): Promise<HeldLease> {
    const { cluster, name, holder, seconds, now } = options;
    let seen: { version: string; at: number } | undefined;
    for (;;) {
      const lease = await cluster.read('lease', name, leaseSchema);
      if (!lease)
        throw refused(
          'lease-missing',
          `There is no Lease ${name}. The chart makes it; deploy the node again.`,
        );
      const { resourceVersion } = lease.metadata;
      const other = lease.spec?.holderIdentity;
      const isHeld = other && other !== holder;
      if (isHeld && seen && seen.version !== resourceVersion)
        throw refused(
          'run-under-way',
          `${other} is taking a snapshot of this node. It holds Lease ${name}.`,
        );
      seen ??= { version: resourceVersion, at: now() };
      if (!isHeld || now() - seen.at > seconds * 1_000) {
        const leaseTransitions = (lease.spec?.leaseTransitions ?? 0) + 1;
        const acquireTime = microTime(now());
        const spec = { ...renewed(options), acquireTime, leaseTransitions };
        const patch = { metadata: { resourceVersion }, spec };
        if ((await cluster.patch('lease', name, patch)) === 'written')
          return new HeldLease(options);
        seen = undefined;
      }
      await pause(Math.min(1_000, (seconds * 1_000) / RENEWALS));
    }
  }

  /** @throws Stopped `refused` `superseded` when it was seen to be somebody else's */
  assertNotLost(): void {
    if (this.lost) throw this.lost;
  }

  /** The same, after another look when the last one is too long ago. */
  async assertHeld(): Promise<void> {
    this.assertNotLost();
    const { now, seconds } = this.options;
    if (now() - this.renewedAt > (seconds * 1_000) / 2) await this.renew();
    this.assertNotLost();
  }

  /** Let the next one begin at once. */
  async release(): Promise<void> {
    this.ended.abort();
    await this.renewing;
    const { cluster, name, holder } = this.options;
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
      // An API server that does not answer gives the Lease to nobody else either; assertHeld tries again.
      await this.renew().catch(error => {
        if (!(error instanceof ClusterError)) this.lost = error;
      });
    }
  }

  private async renew(): Promise<void> {
    const { cluster, name, holder, now } = this.options;
    const at = now();
    const lease = await cluster.read('lease', name, leaseSchema);
    if (lease?.spec?.holderIdentity !== holder) {
      this.lost = superseded(name, `is held by ${lease?.spec?.holderIdentity}`);
      return;
    }
    const { resourceVersion } = lease.metadata;
    const spec = renewed(this.options);
    const patch = { metadata: { resourceVersion }, spec };
    if ((await cluster.patch('lease', name, patch)) === 'written')
      this.renewedAt = at;
  }
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
