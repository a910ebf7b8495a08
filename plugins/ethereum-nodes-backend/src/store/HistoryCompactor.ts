import type { Knex } from 'knex';
import {
  MAX_ROWS_PER_NODE,
  RESOLUTIONS,
  TRANSITION_RETENTION_MS,
} from './resolutions';
import { chunks, ROWS_PER_STATEMENT } from './rows';
import { severitySql, stateSql } from './severity';

/** The next run, five minutes later, continues. */
const MAX_DELETED_PER_RUN = 20_000;

/** Downsamples the history of nodes and deletes expired rows. */
export class HistoryCompactor {
  private readonly knex: Knex;

  constructor(knex: Knex) {
    this.knex = knex;
  }

  /** Derives the points of each resolution from those of the next finer one, for completed periods. */
  async downsample(now: number): Promise<void> {
    for (const [index, { seconds }] of RESOLUTIONS.entries()) {
      const finer = RESOLUTIONS[index - 1];
      if (finer) await this.summarize(finer, seconds, now);
    }
  }

  async deleteExpired(now: number): Promise<void> {
    for (const { seconds, retentionMs } of RESOLUTIONS) {
      await this.knex('node_points')
        .where({ resolution: seconds })
        .where('at', '<', now - retentionMs)
        .delete();
    }
    for (const table of ['node_transitions', 'node_changes']) {
      await this.knex(table)
        .where('at', '<', now - TRANSITION_RETENTION_MS)
        .delete();
      await this.deleteSurplus(table);
    }
  }

  /** Limits the rows of a node that changes constantly to the newest. */
  private async deleteSurplus(table: string): Promise<void> {
    const crowded: Array<{ node_id: string }> = await this.knex(table)
      .groupBy('node_id')
      .havingRaw('count(*) > ?', [MAX_ROWS_PER_NODE])
      .select('node_id');
    for (const { node_id } of crowded) {
      const ofNode = () => this.knex(table).where({ node_id });
      const surplus = ofNode()
        .orderBy([
          { column: 'at', order: 'desc' },
          { column: 'id', order: 'desc' },
        ])
        .offset(MAX_ROWS_PER_NODE)
        .limit(MAX_DELETED_PER_RUN)
        .select('id');
      for (const rows of chunks<{ id: number }>(
        await surplus,
        ROWS_PER_STATEMENT,
      )) {
        await ofNode()
          .whereIn(
            'id',
            rows.map(({ id }) => id),
          )
          .delete();
      }
    }
  }

  /** Aggregates a period by its worst state, highest head, oldest age, fewest peers and largest disk usage, in one statement for all nodes. */
  private async summarize(
    finer: { seconds: number; retentionMs: number },
    seconds: number,
    now: number,
  ): Promise<void> {
    const periodMs = seconds * 1000;
    // Points are written at the end of a polling round, up to a minute late.
    const before = Math.floor((now - 60_000) / periodMs) * periodMs;
    // Excludes points in the future, which a fast clock has left.
    const [newest] = await this.knex('node_points')
      .where({ resolution: seconds })
      .where('at', '<', before)
      .max({ at: 'at' });
    // Excludes periods whose first points have expired, because their worst state may be missing.
    const firstWhole =
      Math.ceil((now - finer.retentionMs) / periodMs) * periodMs;
    const from = Math.max(
      firstWhole,
      Number(newest?.at ?? -periodMs) + periodMs,
    );
    // Integer division: `at` is a bigint and the period is written into the statement, because a bound number would be
    // a float for SQLite.
    await this.knex.raw(
      `insert into node_points (node_id, resolution, at, state, head_number, head_age_seconds, execution_peers, disk_used_bytes)
       select node_id, ${seconds}, (at / ${periodMs}) * ${periodMs}, ${stateSql(
        `min(${severitySql('state')})`,
      )},
              max(head_number), max(head_age_seconds), min(execution_peers), max(disk_used_bytes)
         from node_points
        where resolution = ? and at >= ? and at < ?
        group by node_id, at / ${periodMs}
       on conflict (node_id, resolution, at) do nothing`,
      [finer.seconds, from, before],
    );
  }
}
