import type { Knex } from 'knex';
import { ClusterRow, storable } from './rows';

export interface UnreachableCluster {
  source: string;
  name: string;
  reason: string;
}

/** How the looks into clusters ended, as polling needs and adds to it. */
export class Clusters {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Clusters that gave discovery no answer last time, each with the reason. */
  async loadUnreachable(): Promise<UnreachableCluster[]> {
    const rows = await this.#knex<ClusterRow>('clusters')
      .where({ status: 'unreachable' })
      .select();
    return rows.map(({ source, name, error }) => ({
      source,
      name,
      reason: error ?? 'The cluster does not answer',
    }));
  }

  /** @param denied - what polling lacks in a cluster, undefined when it lacks nothing (any more) */
  async savePollError(
    source: string,
    name: string,
    denied: string | undefined,
  ): Promise<void> {
    await this.#knex('clusters')
      .where({ source, name })
      .update({ poll_error: denied === undefined ? null : storable(denied) });
  }
}
