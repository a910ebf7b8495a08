import {
  nodeStates,
  stateFacts,
  toMessage,
  type NodeState,
} from '@nodeyard/ethereum';
import { fleetMessages } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Knex } from 'knex';
import type {
  NotifiedNode,
  OwnedNode,
} from '../notifications/planNotifications';
import { currentNodes, toEthereumNode, type CurrentRow } from './currentNodes';
import type { DriverRow, OwnerNotificationRow, TransitionRow } from './rows';
import { chunks, ROWS_PER_STATEMENT, toNumber } from './rows';

const inSyncStates = nodeStates.filter(state => stateFacts[state].inSync);

/** What owners were notified of, and the states of their nodes. */
export class OwnerNotifications {
  private readonly knex: Knex;
  private readonly faults: readonly NodeState[];

  /** @param faults - states that owners are notified of */
  constructor(knex: Knex, faults: readonly NodeState[]) {
    this.knex = knex;
    this.faults = faults;
  }

  async loadNotified(): Promise<NotifiedNode[]> {
    const rows = await this.knex<OwnerNotificationRow>(
      'node_notifications',
    ).select();
    return rows.map(row => ({
      nodeId: row.node_id,
      ownerRef: row.owner_ref,
      scope: row.scope,
      state: row.state,
    }));
  }

  /**
   * Nodes with an owner that have a fault, and those that were notified of. A node whose state has expired has none: polling has
   * stopped, which is not the fault of the node.
   */
  async loadNodes(
    notified: readonly NotifiedNode[],
    now: number,
  ): Promise<OwnedNode[]> {
    const rows: CurrentRow[] = await currentNodes(this.knex, now)
      .whereNotNull('owner_ref')
      .whereIn('state', this.faults)
      .orderBy('id')
      .select('*');
    const found = new Set(rows.map(({ id }) => id));
    const others = notified.filter(({ nodeId }) => !found.has(nodeId));
    for (const part of chunks(others, ROWS_PER_STATEMENT)) {
      rows.push(
        ...(await currentNodes(this.knex, now)
          .whereNotNull('owner_ref')
          .whereIn(
            'id',
            part.map(({ nodeId }) => nodeId),
          )
          .select('*')),
      );
    }
    const conditions = {
      fault: new Set<string>(),
      'in-sync': new Set<string>(),
      other: new Set<string>(),
    };
    for (const row of rows) conditions[this.conditionOf(row)].add(row.id);
    const ids = rows.map(({ id }) => id);
    const [faults, inSync, changed] = await Promise.all([
      this.loadBeginnings([...conditions.fault], this.faults),
      this.loadBeginnings([...conditions['in-sync']], inSyncStates),
      this.loadNewest(ids),
    ]);
    return rows.map(row => {
      const { id, source, name, network, cluster, ownerRef, ...node } =
        toEthereumNode(row);
      const stateBegan = changed.get(id) ?? Date.parse(node.since);
      return {
        id,
        source,
        name,
        network,
        cluster,
        ownerRef: ownerRef ?? '',
        state: node.state,
        summary: toMessage(fleetMessages, node.summary, node.summaryCoded),
        condition: this.conditionOf(row),
        conditionBegan: faults.get(id) ?? inSync.get(id) ?? stateBegan,
        stateBegan,
      };
    });
  }

  /** Stores the nodes of a notification that was sent. */
  async save(
    opened: readonly NotifiedNode[],
    closed: readonly string[],
    now: number,
  ): Promise<void> {
    await this.knex.transaction(async transaction => {
      for (const part of chunks(closed, ROWS_PER_STATEMENT)) {
        await transaction('node_notifications')
          .whereIn('node_id', part)
          .delete();
      }
      for (const part of chunks(opened, ROWS_PER_STATEMENT)) {
        const rows: OwnerNotificationRow[] = part.map(node => ({
          node_id: node.nodeId,
          owner_ref: node.ownerRef,
          scope: node.scope,
          state: node.state,
          sent_at: now,
        }));
        await transaction('node_notifications')
          .insert(rows)
          .onConflict('node_id')
          .merge();
      }
    });
  }

  private conditionOf({ state, stale }: CurrentRow): OwnedNode['condition'] {
    if (stale) return 'other';
    if (this.faults.includes(state)) return 'fault';
    return inSyncStates.includes(state) ? 'in-sync' : 'other';
  }

  /** Times of the first transition of each node into one of the states, after the last into another. */
  private async loadBeginnings(
    ids: readonly string[],
    states: readonly NodeState[],
  ): Promise<Map<string, number>> {
    const began = new Map<string, number>();
    for (const part of chunks(ids, ROWS_PER_STATEMENT)) {
      const others = this.knex('node_transitions')
        .whereIn('node_id', part)
        .whereNotIn('state', states)
        .groupBy('node_id')
        .select('node_id')
        .max({ id: 'id' })
        .as('others');
      const rows: Array<Pick<DriverRow<TransitionRow>, 'node_id' | 'at'>> =
        await this.knex('node_transitions as entries')
          .leftJoin(others, 'others.node_id', 'entries.node_id')
          .whereIn('entries.node_id', part)
          .whereRaw('entries.id > coalesce(others.id, 0)')
          .groupBy('entries.node_id')
          .select('entries.node_id')
          .min({ at: 'entries.at' });
      for (const row of rows) began.set(row.node_id, Number(row.at));
    }
    return began;
  }

  private async loadNewest(
    ids: readonly string[],
  ): Promise<Map<string, number>> {
    const newest = new Map<string, number>();
    for (const part of chunks(ids, ROWS_PER_STATEMENT)) {
      const rows: Array<Pick<DriverRow<TransitionRow>, 'node_id' | 'at'>> =
        await this.knex('node_transitions')
          .whereIn('node_id', part)
          .groupBy('node_id')
          .select('node_id')
          .max({ at: 'at' });
      for (const { node_id: id, at } of rows) {
        newest.set(id, toNumber(at) ?? 0);
      }
    }
    return newest;
  }
}
