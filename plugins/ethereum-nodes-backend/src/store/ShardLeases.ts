import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { SHARDS } from '../polling/shards';
import type { DriverRow } from './rows';

interface ReplicaRow {
  id: string;
  expires_at: number;
  heads: string | null;
}

interface ShardRow {
  shard: number;
  holder: string | null;
  fence: number;
}

/** Fences of shards when their nodes were read. Results are stored only while the database has the same. */
export type Fences = ReadonlyMap<number, number>;

export interface ShardLeasesOptions {
  /** Milliseconds for which a replica that does not renew its lease keeps its shards. */
  leaseMs: number;
  /** Milliseconds from any origin, which never go back. Default: `performance.now`. */
  monotonicNow?: () => number;
}

/** Renewals in the time of one lease. */
const RENEWALS = 3;

const MAX_LEASE_MS = 30_000;

/**
 * Milliseconds of a lease. A replica that dies is replaced after a lease and the time between two renewals, which is less than two
 * polling periods.
 */
export function leaseMs(pollMs: number): number {
  return Math.min(pollMs, MAX_LEASE_MS);
}

/**
 * The shards that this process polls.
 *
 * Each replica has one lease, which it renews three times in its duration, and an equal share of the shards. Shards of a replica
 * whose lease has expired are claimed by the others, and a replica releases shards when others have fewer than their share. All
 * times are by the clock of the database; a replica trusts its own lease only as long as its monotonic clock says. Each claim
 * of a shard increments its fence, by which {@link lockShards} refuses results that were read under an earlier claim.
 */
export class ShardLeases {
  private readonly knex: Knex;
  private readonly id = randomUUID();
  private readonly leaseMs: number;
  private readonly monotonicNow: () => number;
  private held = new Map<number, number>();
  private releasing = new Set<number>();
  private expiresAt = -Infinity;
  private renewsAt = -Infinity;

  constructor(knex: Knex, options: ShardLeasesOptions) {
    this.knex = knex;
    this.leaseMs = options.leaseMs;
    this.monotonicNow = options.monotonicNow ?? (() => performance.now());
  }

  /** Shards of this replica, whether or not its lease is still valid. */
  get shards(): number[] {
    return [...this.held.keys()];
  }

  /** Milliseconds until the next renewal; not positive if it is due. */
  get renewsInMs(): number {
    return this.renewsAt - this.monotonicNow();
  }

  /** Fence of a shard whose nodes this replica may read now; undefined if it may not. */
  fenceOf(shard: number): number | undefined {
    return this.monotonicNow() < this.expiresAt && !this.releasing.has(shard)
      ? this.held.get(shard)
      : undefined;
  }

  /**
   * Renews the lease, claims free shards up to the share of this replica, and releases surplus ones that are idle.
   *
   * @param heads - of `poll_replicas`
   * @param isIdle - whether no read of the shard is in progress
   * @returns whether other shards are held than before, and the heads of the other replicas
   */
  async renew(
    heads: string,
    isIdle: (shard: number) => boolean,
  ): Promise<{ changed: boolean; headsOfOthers: string[] }> {
    const sentAt = this.monotonicNow();
    const before = this.held;
    const { shards, replicas } = await this.knex.transaction(
      async transaction => {
        // First, so that one replica at a time does the rest.
        const rows = await transaction<ShardRow>('poll_shards')
          .orderBy('shard')
          .forUpdate()
          .select();
        const live = await this.extendLease(transaction, heads);
        return {
          shards: await this.balance(transaction, rows, live, isIdle),
          replicas: live,
        };
      },
    );
    this.held = shards;
    this.expiresAt = sentAt + this.leaseMs;
    this.renewsAt = sentAt + this.leaseMs / RENEWALS;
    return {
      changed:
        shards.size !== before.size ||
        [...shards].some(([shard, fence]) => before.get(shard) !== fence),
      headsOfOthers: replicas.flatMap(row =>
        row.id === this.id || row.heads === null ? [] : [row.heads],
      ),
    };
  }

  /** Ends the lease, so that other replicas claim the shards at their next renewal. */
  async end(): Promise<void> {
    this.expiresAt = -Infinity;
    await this.knex('poll_shards')
      .where({ holder: this.id })
      .update({ holder: null });
    await this.knex('poll_replicas').where({ id: this.id }).delete();
  }

  /** @returns replicas with a valid lease, this one included */
  private async extendLease(
    transaction: Knex.Transaction,
    heads: string,
  ): Promise<Array<DriverRow<ReplicaRow>>> {
    const now = databaseTime(transaction);
    await transaction('poll_replicas')
      .insert({
        id: this.id,
        expires_at: transaction.raw('? + ?', [now, this.leaseMs]),
        heads,
      })
      .onConflict('id')
      .merge();
    await transaction('poll_replicas').where('expires_at', '<=', now).delete();
    return transaction('poll_replicas').orderBy('id').select();
  }

  private async balance(
    transaction: Knex.Transaction,
    rows: readonly ShardRow[],
    replicas: ReadonlyArray<{ id: string }>,
    isIdle: (shard: number) => boolean,
  ): Promise<Map<number, number>> {
    const ids = replicas.map(({ id }) => id);
    const share = shareOf(ids.indexOf(this.id), ids.length);
    const own = rows.filter(({ holder }) => holder === this.id);
    const surplus = own.slice(share).map(({ shard }) => shard);
    const released = surplus.filter(isIdle);
    const claimed = rows
      .filter(({ holder }) => holder === null || !ids.includes(holder))
      .slice(0, Math.max(0, share - own.length));
    await transaction('poll_shards')
      .whereIn('shard', released)
      .update({ holder: null });
    await transaction('poll_shards')
      .whereIn(
        'shard',
        claimed.map(({ shard }) => shard),
      )
      .update({ holder: this.id, fence: transaction.raw('fence + 1') });
    this.releasing = new Set(surplus);
    return new Map([
      ...own
        .filter(({ shard }) => !released.includes(shard))
        .map(({ shard, fence }) => [shard, fence] as const),
      ...claimed.map(({ shard, fence }) => [shard, fence + 1] as const),
    ]);
  }
}

/**
 * Locks shards until the end of a transaction, against claims.
 * @returns shards that have been claimed since the fences were read
 */
export async function lockShards(
  transaction: Knex.Transaction,
  shards: Iterable<number>,
  fences: Fences,
): Promise<Set<number>> {
  const rows = await transaction<ShardRow>('poll_shards')
    .whereIn('shard', [...new Set(shards)])
    // In one order, so that two transactions cannot wait for each other.
    .orderBy('shard')
    .forShare()
    .select('shard', 'fence');
  return new Set(
    rows
      .filter(({ shard, fence }) => fences.get(shard) !== fence)
      .map(({ shard }) => shard),
  );
}

/** Shards of the replica at an index of all. */
function shareOf(index: number, replicas: number): number {
  return Math.floor(SHARDS / replicas) + (index < SHARDS % replicas ? 1 : 0);
}

/** Milliseconds since the epoch, by the clock of the database. */
function databaseTime(knex: Knex): Knex.Raw {
  return knex.raw(
    String(knex.client.config.client).includes('sqlite')
      ? `cast((julianday('now') - 2440587.5) * 86400000 as integer)`
      : 'cast(extract(epoch from clock_timestamp()) * 1000 as bigint)',
  );
}
