import type { NodeState } from '@nodeyard/ethereum';
import type { Knex } from 'knex';
import { currentNodes } from './currentNodes';

export interface NodeCount {
  state: NodeState;
  /** Whether the newest verdict has expired, or there is none yet. */
  stale: boolean;
  nodes: number;
}

/** Numbers of nodes for metrics. */
export class NodeCounts {
  private readonly knex: Knex;
  private readonly now: () => number;

  constructor(knex: Knex, now: () => number = () => Date.now()) {
    this.knex = knex;
    this.now = now;
  }

  async read(): Promise<NodeCount[]> {
    const rows: Array<{
      state: NodeState;
      stale: boolean | number;
      nodes: number | string;
    }> = await currentNodes(this.knex, this.now())
      .groupBy('state', 'stale')
      .select('state', 'stale')
      .count({ nodes: '*' });
    return rows.map(({ state, stale, nodes }) => ({
      state,
      stale: Boolean(stale),
      nodes: Number(nodes),
    }));
  }
}
