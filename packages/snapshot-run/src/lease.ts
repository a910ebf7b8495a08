import { setTimeout as pause } from 'node:timers/promises';
import {
  messageOf,
  refused,
  type SnapshotError,
} from '@nodeyard/snapshot-store';
import { MAX_REQUEST_MS } from './apiRequest';
import type { Cluster } from './cluster';
import type { LeaseTerms } from './leaseObject';
import {
  leaseDuration,
  leaseSchema,
  releasePatch,
  renewalKey,
  renewPatch,
  acquirePatch,
} from './leaseObject';
import { API_RETRY_SECONDS, withRetry, retryOnConflict } from './retry';
import { superseded } from './state';

/** Renewals within the duration of the Lease. */
const RENEWALS_PER_DURATION = 4;
/** Attempts of one renewal in case of conflicts. */
const MAX_CONFLICTS = 10;

export interface LeaseOptions extends LeaseTerms {
  /** Without retries: the Lease may have another holder by the time of a retry. */
  cluster: Cluster;
  name: string;
  log: (line: string) => void;
}

/**
 * Timeout of each request of the holder. The last confirmation of a request that is sent is at most half the duration old
 * (`assertHeld`), so with a quarter more it ends before another orchestrator can acquire the Lease.
 */
export function requestTimeoutMs(leaseSeconds: number): number {
  return Math.min(MAX_REQUEST_MS, (leaseSeconds * 1_000) / 4);
}

/** Exclusive right of one orchestrator to act on the node, renewed in the background. */
export class HeldLease {
  private readonly stopRenewing = new AbortController();
  private readonly renewing: Promise<void>;
  /** When this orchestrator was last confirmed as the holder. */
  private confirmedAt: number;
  /** Set once another orchestrator holds the Lease. */
  private lostError?: Error;
  /** Set once the Lease was deleted. */
  private deletedError?: SnapshotError;
  private isRollingBack = false;

  private constructor(
    private readonly options: LeaseOptions,
    private readonly uid: string,
  ) {
    this.confirmedAt = options.now();
    this.renewing = this.keepRenewing();
  }

  /**
   * Acquire the Lease if it has no holder, or if its holder has not renewed it for its whole duration *as observed here*: clocks of
   * other machines are not trusted, and the local one only for intervals.
   *
   * Not cancelled by SIGTERM: the previous holder may have left the node stopped, and the grace period is as long as the Lease.
   *
   * @throws SnapshotError `refused` `run-under-way` if the holder is alive, `lease-missing` if there is no Lease
   */
  static async acquire(options: LeaseOptions): Promise<HeldLease> {
    const { name, holder, seconds } = options;
    const cluster = withRetry(options.cluster, API_RETRY_SECONDS);
    let seen: { renewal: string; at: number } | undefined;
    for (;;) {
      const lease = await cluster.read('lease', name, leaseSchema);
      if (!lease) {
        throw refused(
          'lease-missing',
          `There is no Lease ${name}, which excludes a second orchestrator. The chart renders it: deploy the node again ("make deploy").`,
        );
      }
      const other = lease.spec?.holderIdentity;
      const isHeld = other && other !== holder;
      const renewal = renewalKey(lease);
      if (isHeld && seen && seen.renewal !== renewal) {
        throw refused(
          'run-under-way',
          `${other} is taking a snapshot of this node, and holds Lease ${name}.`,
        );
      }
      seen ??= { renewal, at: performance.now() };
      const waited = performance.now() - seen.at;
      if (!isHeld || waited > leaseDuration(lease, seconds) * 1_000) {
        const patch = acquirePatch(lease, options);
        if ((await cluster.patch('lease', name, patch)) === 'written') {
          return new HeldLease(options, lease.metadata.uid);
        }
      }
      await pause(Math.min(1_000, (seconds * 1_000) / RENEWALS_PER_DURATION));
    }
  }

  /**
   * The run is rolled back from now on. A deleted Lease no longer fails requests, as it cannot have another holder; a lost one
   * still does.
   */
  beginRollback(): void {
    this.isRollingBack = true;
  }

  /** @throws SnapshotError `superseded` if it has another holder, `lease-gone` if it was deleted */
  assertNotLost(): void {
    if (this.lostError) throw this.lostError;
    if (this.deletedError && !this.isRollingBack) throw this.deletedError;
  }

  /** The same, after a renewal if the last confirmation is too old. */
  async assertHeld(): Promise<void> {
    this.assertNotLost();
    const { now, seconds } = this.options;
    if (now() - this.confirmedAt > (seconds * 1_000) / 2) await this.renew();
    this.assertNotLost();
  }

  /** Release the Lease for the next orchestrator. */
  async release(): Promise<void> {
    this.stopRenewing.abort();
    await this.renewing;
    const { name, holder } = this.options;
    const cluster = withRetry(this.options.cluster, API_RETRY_SECONDS);
    const lease = await cluster.read('lease', name, leaseSchema);
    if (lease?.spec?.holderIdentity !== holder) return;
    await cluster.patch('lease', name, releasePatch(lease));
  }

  private async keepRenewing(): Promise<void> {
    const { name, seconds, log } = this.options;
    const { signal } = this.stopRenewing;
    let isFailing = false;
    while (!signal.aborted && !this.lostError) {
      await pause((seconds * 1_000) / RENEWALS_PER_DURATION, undefined, {
        signal,
      }).catch(() => {});
      if (signal.aborted) return;
      // While the API server does not answer, no other holder can acquire the Lease; assertHeld retries and reports the error.
      try {
        await this.renew();
        if (isFailing) log(`Lease ${name} is renewed again`);
        isFailing = false;
      } catch (error) {
        if (!isFailing) {
          log(`Lease ${name} is not renewed: ${messageOf(error)}`);
        }
        isFailing = true;
      }
    }
  }

  private async renew(): Promise<void> {
    const { cluster, name, holder, now } = this.options;
    await retryOnConflict(
      `Lease ${name} could not be renewed`,
      MAX_CONFLICTS,
      async () => {
        const at = now();
        const lease = await cluster.read('lease', name, leaseSchema);
        const other = lease?.spec?.holderIdentity;
        if (!lease || (lease.metadata.uid !== this.uid && !other)) {
          this.deletedError ??= leaseGone(name);
          this.confirmedAt = at;
          return true;
        }
        if (other !== holder) {
          const what = other
            ? `is held by ${other}`
            : 'was acquired by another orchestrator and released';
          this.lostError = superseded('Lease', name, what);
          return true;
        }
        const patch = renewPatch(lease, this.options);
        if ((await cluster.patch('lease', name, patch)) !== 'written') {
          return undefined;
        }
        this.confirmedAt = at;
        return true;
      },
    );
  }
}

function leaseGone(name: string): SnapshotError {
  return refused(
    'lease-gone',
    `Lease ${name} was deleted during the run, so that a second orchestrator is no longer excluded. The chart renders it: deploy the node again ("make deploy").`,
  );
}
