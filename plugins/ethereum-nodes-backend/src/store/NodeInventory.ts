import type {
  DiscoveredPlace,
  FoundNode,
  MessageOrText,
  NodeInventoryChange,
} from '@nodeyard/backstage-plugin-ethereum-nodes-node';
import type { Knex } from 'knex';
import {
  INVENTORY_COLUMNS,
  type InventoryRow,
  toInventoryNode,
} from './inventoryNode';
import { MAX_FACTS } from '../polling/facts';
import { shardOf } from '../polling/shards';
import { toSentenceColumns } from './codedMessages';
import type { NodeRow } from './rows';
import { chunks, ROWS_PER_STATEMENT } from './rows';

/** Results of discovery: nodes, and the status of each cluster. */
export class NodeInventory {
  private readonly knex: Knex;

  constructor(knex: Knex) {
    this.knex = knex;
  }

  /**
   * Replaces the nodes of one place. A place whose discovery failed keeps its nodes.
   * @returns nodes that appeared, changed and disappeared
   */
  async savePlace(
    source: string,
    place: DiscoveredPlace,
    now: number,
  ): Promise<NodeInventoryChange[]> {
    return this.knex.transaction(async transaction => {
      if (place.cluster !== undefined) {
        await saveCluster(transaction, source, place, now);
      }
      return place.status === 'ok'
        ? replaceNodes(transaction, source, place, now)
        : [];
    });
  }

  /**
   * Deletes clusters that are no longer configured, and their nodes.
   * @returns the deleted nodes
   */
  async deleteOtherClusters(
    source: string,
    clusters: string[],
  ): Promise<NodeInventoryChange[]> {
    return this.knex.transaction(async transaction => {
      await transaction('clusters')
        .where({ source })
        .whereNotIn('name', clusters)
        .delete();
      const gone = await transaction<NodeRow>('nodes')
        .where({ source })
        .whereNotNull('cluster')
        .whereNotIn('cluster', clusters)
        .select(...INVENTORY_COLUMNS);
      return deleteNodes(transaction, gone);
    });
  }

  /**
   * Deletes nodes and clusters of sources that are no longer in use.
   * @returns the deleted nodes
   */
  async deleteOtherSources(sources: string[]): Promise<NodeInventoryChange[]> {
    return this.knex.transaction(async transaction => {
      await transaction('clusters').whereNotIn('source', sources).delete();
      const gone = await transaction<NodeRow>('nodes')
        .whereNotIn('source', sources)
        .select(...INVENTORY_COLUMNS);
      return deleteNodes(transaction, gone);
    });
  }
}

async function saveCluster(
  knex: Knex,
  source: string,
  place: DiscoveredPlace,
  now: number,
): Promise<void> {
  const outcome =
    place.status === 'ok'
      ? { status: 'ok', error: null, error_coded: null, last_success: now }
      : { status: place.status, ...errorColumns(place.error, now) };
  await knex('clusters')
    .insert({ source, name: place.cluster, ...outcome })
    .onConflict(['source', 'name'])
    .merge(Object.keys(outcome));
}

function errorColumns(error: MessageOrText, now: number) {
  const { sentence, coded } = toSentenceColumns(error, now);
  return { error: sentence, error_coded: coded };
}

async function replaceNodes(
  knex: Knex,
  source: string,
  place: { cluster?: string; nodes: FoundNode[] },
  now: number,
): Promise<NodeInventoryChange[]> {
  const stored = await knex<NodeRow>('nodes')
    .where({ source, cluster: place.cluster ?? null })
    .select(...INVENTORY_COLUMNS);
  const rows = place.nodes.map(node => toRow(source, node, now));
  for (const chunk of chunks(rows, ROWS_PER_STATEMENT)) {
    const updated = Object.keys(chunk[0] ?? {}).filter(
      column => column !== 'found_at',
    );
    await knex('nodes').insert(chunk).onConflict('id').merge(updated);
  }
  const found = new Map(rows.map(row => [row.id, row]));
  const before = new Map(stored.map(row => [row.id, row]));
  const gone = stored.filter(({ id }) => !found.has(id));
  return [
    ...[...found.values()].flatMap(row => toChange(before.get(row.id), row)),
    ...(await deleteNodes(knex, gone)),
  ];
}

function toChange(
  before: InventoryRow | undefined,
  row: NodeRow,
): NodeInventoryChange[] {
  if (!before) return [{ kind: 'appeared', node: toInventoryNode(row) }];
  return INVENTORY_COLUMNS.some(column => row[column] !== before[column])
    ? [{ kind: 'changed', node: toInventoryNode(row) }]
    : [];
}

/** History is kept until it expires, for a node that is discovered again under the same ID. */
async function deleteNodes(
  knex: Knex,
  gone: readonly InventoryRow[],
): Promise<NodeInventoryChange[]> {
  for (const chunk of chunks(gone, ROWS_PER_STATEMENT)) {
    const ids = chunk.map(({ id }) => id);
    await knex('nodes').whereIn('id', ids).delete();
    await knex('node_states').whereIn('node_id', ids).delete();
    await knex('node_reports').whereIn('node_id', ids).delete();
  }
  return gone.map(row => ({
    kind: 'disappeared',
    node: toInventoryNode(row),
  }));
}

function toRow(source: string, node: FoundNode, now: number): NodeRow {
  return {
    id: node.id,
    source,
    name: node.name,
    cluster: node.cluster ?? null,
    namespace: node.namespace ?? null,
    network: node.network,
    role: node.role ?? null,
    execution_client: node.executionClient ?? null,
    consensus_client: node.consensusClient ?? null,
    owner_ref: node.ownerRef?.toLocaleLowerCase('en-US') ?? null,
    entity_ref: node.entityRef?.toLocaleLowerCase('en-US') ?? null,
    callers_url: node.callersUrl ?? null,
    series_name: node.seriesName ?? null,
    locator: JSON.stringify(node.locator),
    facts: node.facts ? JSON.stringify(node.facts.slice(0, MAX_FACTS)) : null,
    resources: node.resources ? JSON.stringify(node.resources) : null,
    found_at: now,
    shard: shardOf(node.id),
  };
}
