import type {
  HistoryPoint,
  NodeHistory,
  StateTransition,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Knex } from 'knex';
import type { EveryField } from '../everyField';
import { codedOf } from './coded';
import type { PointRow, Read, TransitionRow } from './rows';
import { isoTime, numberOf } from './rows';
import { mostPerNode, resolutions } from './resolutions';

/** What the REST API reads about a node's past. */
export class HistoryQueries {
  readonly #knex: Knex;
  readonly #now: () => number;

  constructor(knex: Knex, now: () => number = () => Date.now()) {
    this.#knex = knex;
    this.#now = now;
  }

  /** The last hours of a node, with the state that it was in when they began. */
  async read(nodeId: string, hours: number): Promise<NodeHistory> {
    const age = hours * 3_600_000;
    const to = this.#now();
    const from = to - age;
    // Nothing of time to come, which a clock that was ahead for a while has left.
    const [transitions, points] = await Promise.all([
      this.#transitions(nodeId, from, to),
      this.#points(nodeId, from, to),
    ]);
    return { transitions, points };
  }

  async #transitions(
    nodeId: string,
    from: number,
    to: number,
  ): Promise<StateTransition[]> {
    const ofNode = () =>
      this.#knex<Read<TransitionRow>>('node_transitions').where({
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
      .limit(mostPerNode);
    const isWhole = before && newestFirst.length < mostPerNode;
    return [...newestFirst, ...(isWhole ? [before] : [])].reverse().map(
      (row): EveryField<StateTransition> => ({
        state: row.state,
        at: isoTime(row.at) ?? '',
        since: isoTime(row.since) ?? isoTime(row.at),
        summary: row.summary,
        summaryCoded: codedOf(row.summary_coded),
      }),
    );
  }

  /** In the finest resolution that is kept for so long; its newest period is not over, so finer points complete it. */
  async #points(
    nodeId: string,
    from: number,
    to: number,
  ): Promise<HistoryPoint[]> {
    const kept = resolutions.findIndex(({ keptMs }) => to - from <= keptMs);
    const coarsest = kept === -1 ? resolutions.length - 1 : kept;
    const rows: Array<Read<PointRow>> = [];
    let next = from;
    for (const { seconds } of resolutions.slice(0, coarsest + 1).reverse()) {
      const part = await this.#knex<Read<PointRow>>('node_points')
        .where({ node_id: nodeId, resolution: seconds })
        .whereBetween('at', [next, to])
        .orderBy('at');
      rows.push(...part);
      const newest = part.at(-1);
      if (newest) next = Number(newest.at) + seconds * 1000;
    }
    return rows.map(
      (row): EveryField<HistoryPoint> => ({
        at: isoTime(row.at) ?? '',
        state: row.state,
        headNumber: numberOf(row.head_number),
        headAgeSeconds: numberOf(row.head_age_seconds),
        executionPeers: numberOf(row.execution_peers),
      }),
    );
  }
}
