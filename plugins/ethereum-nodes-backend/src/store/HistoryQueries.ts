import type {
  HistoryPoint,
  NodeHistory,
  StateTransition,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Knex } from 'knex';
import type { EveryField } from '../everyField';
import { parseCodedMessage } from './codedMessages';
import type { PointRow, DriverRow, TransitionRow } from './rows';
import { toIsoTime, toNumber } from './rows';
import { MAX_ROWS_PER_NODE, RESOLUTIONS } from './resolutions';

/** Queries of the REST API for the history of a node. */
export class HistoryQueries {
  private readonly knex: Knex;
  private readonly now: () => number;

  constructor(knex: Knex, now: () => number = () => Date.now()) {
    this.knex = knex;
    this.now = now;
  }

  /** The last hours of a node, beginning with the state at their start. */
  async read(nodeId: string, hours: number): Promise<NodeHistory> {
    const age = hours * 3_600_000;
    const to = this.now();
    const from = to - age;
    // Excludes rows in the future, which a fast clock has left.
    const [transitions, points] = await Promise.all([
      this.transitions(nodeId, from, to),
      this.points(nodeId, from, to),
    ]);
    return { transitions, points };
  }

  private async transitions(
    nodeId: string,
    from: number,
    to: number,
  ): Promise<StateTransition[]> {
    const ofNode = () =>
      this.knex<DriverRow<TransitionRow>>('node_transitions').where({
        node_id: nodeId,
      });
    const before = await ofNode()
      .where('at', '<', from)
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .first();
    const newestFirst = await ofNode()
      .whereBetween('at', [from, to])
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(MAX_ROWS_PER_NODE);
    const isWhole = before && newestFirst.length < MAX_ROWS_PER_NODE;
    return [...newestFirst, ...(isWhole ? [before] : [])].reverse().map(
      (row): EveryField<StateTransition> => ({
        state: row.state,
        at: toIsoTime(row.at) ?? '',
        since: toIsoTime(row.since) ?? toIsoTime(row.at),
        summary: row.summary,
        summaryCoded: parseCodedMessage(row.summary_coded),
      }),
    );
  }

  /** Points of the finest resolution that is retained for this time span, completed by finer points for the newest period. */
  private async points(
    nodeId: string,
    from: number,
    to: number,
  ): Promise<HistoryPoint[]> {
    const kept = RESOLUTIONS.findIndex(
      ({ retentionMs }) => to - from <= retentionMs,
    );
    const coarsest = kept === -1 ? RESOLUTIONS.length - 1 : kept;
    const rows: Array<DriverRow<PointRow>> = [];
    let next = from;
    for (const { seconds } of RESOLUTIONS.slice(0, coarsest + 1).reverse()) {
      const part = await this.knex<DriverRow<PointRow>>('node_points')
        .where({ node_id: nodeId, resolution: seconds })
        .whereBetween('at', [next, to])
        .orderBy('at');
      rows.push(...part);
      const newest = part.at(-1);
      if (newest) next = Number(newest.at) + seconds * 1000;
    }
    return rows.map(
      (row): EveryField<HistoryPoint> => ({
        at: toIsoTime(row.at) ?? '',
        state: row.state,
        headNumber: toNumber(row.head_number),
        headAgeSeconds: toNumber(row.head_age_seconds),
        executionPeers: toNumber(row.execution_peers),
      }),
    );
  }
}
