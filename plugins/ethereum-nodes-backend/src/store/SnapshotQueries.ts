import type {
  EthereumNode,
  NodeSnapshot,
  NodeSnapshots,
  SnapshotStoreStatus,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { snapshotFreshness } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { isExecutionClientName } from '@nodeyard/ethereum';
import type { ListedSnapshot } from '@nodeyard/snapshot-store';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { SnapshotStoreConfig } from '../config';
import type { EveryField } from '../everyField';
import { restoreCommand } from '../restoreCommand';
import { readJson } from './readJson';
import type { DriverRow, SnapshotListRow, SnapshotRow } from './rows';
import { toIsoTime, toNumber } from './rows';
import { storedSnapshotSchema } from './storedSnapshot';

/** Fields of a node that select its snapshots. */
type RestorableNode = Pick<
  EthereumNode,
  'id' | 'network' | 'executionClient' | 'ownerRef'
>;

/** Stored lists of snapshots for some networks and execution clients. */
interface ListedSnapshots {
  lists: Array<DriverRow<SnapshotListRow>>;
  snapshots: Array<{ network: string; client: string; item: NodeSnapshot }>;
  schedules: Schedule[];
}

/** The schedule of a node's snapshots. */
interface Schedule {
  nodeId: string;
  ownerRef?: string;
  network: string;
  client: string;
  staleAfterSeconds: number;
}

export const problemsSchema = z.array(z.string().max(1000)).max(10_000);

/** Queries of the REST API for snapshots. */
export class SnapshotQueries {
  private readonly knex: Knex;
  private readonly stores: readonly SnapshotStoreConfig[];

  constructor(knex: Knex, stores: readonly SnapshotStoreConfig[]) {
    this.knex = knex;
    this.stores = stores;
  }

  /** Snapshots that a node can be restored from. */
  async forNode(node: EthereumNode): Promise<NodeSnapshots> {
    const lists = await this.load([node]);
    return {
      ...this.select(node, lists),
      staleAfterSeconds: staleAfterSeconds(node, lists.schedules),
    };
  }

  /** Adds the freshness of their snapshots to nodes, with one query for all. */
  async withFreshness<Node extends RestorableNode>(
    nodes: Node[],
  ): Promise<Array<Node & Pick<EthereumNode, 'snapshots'>>> {
    if (this.stores.length === 0) return nodes;
    const lists = await this.load(nodes);
    /** Nodes of a network, client and owner can be restored from the same snapshots. */
    const selections = new Map<string, NodeSnapshots>();
    const select = (node: RestorableNode): NodeSnapshots => {
      const { network, executionClient, ownerRef } = node;
      const key = JSON.stringify([network, executionClient, ownerRef]);
      const selection = selections.get(key) ?? this.select(node, lists);
      selections.set(key, selection);
      return selection;
    };
    return nodes.map(node => {
      const restorable = {
        ...select(node),
        staleAfterSeconds: staleAfterSeconds(node, lists.schedules),
      };
      // Omitted for clients that snapshots do not support, such as anvil.
      const isOfUse =
        restorable.items.length > 0 ||
        isExecutionClientName(node.executionClient ?? '');
      const snapshots = isOfUse ? snapshotFreshness(restorable) : undefined;
      return { ...node, ...(snapshots && { snapshots }) };
    });
  }

  /** Stored lists for the networks and execution clients of the nodes. */
  private async load(nodes: RestorableNode[]): Promise<ListedSnapshots> {
    const networks = [...new Set(nodes.map(({ network }) => network))];
    const clients = [
      ...new Set(nodes.flatMap(node => node.executionClient ?? [])),
    ];
    const names = this.stores.map(({ name }) => name);
    const read = <Row extends object>(table: string) =>
      this.knex<Row>(table)
        .whereIn('network', networks)
        .whereIn('client', clients)
        .whereIn('store', names);
    const lists: Array<DriverRow<SnapshotListRow>> = await read(
      'snapshot_lists',
    );
    const rows: SnapshotRow[] = await read('snapshots');
    return {
      lists,
      schedules: await this.readSchedules(networks, clients),
      snapshots: rows.flatMap(row => {
        const snapshot = readJson(storedSnapshotSchema, row.facts);
        const store = this.stores.find(({ name }) => name === row.store);
        if (!snapshot || !store) return [];
        const { network, client } = row;
        return [{ network, client, item: toNodeSnapshot(snapshot, store) }];
      }),
    };
  }

  private async readSchedules(
    networks: string[],
    clients: string[],
  ): Promise<Schedule[]> {
    const taking = this.knex('nodes')
      .join('node_states', 'node_states.node_id', 'nodes.id')
      .whereNotNull('node_states.snapshot_stale_after_seconds')
      .select(
        'nodes.id',
        'nodes.owner_ref',
        'node_states.snapshot_stale_after_seconds as seconds',
        this.knex.raw(
          'coalesce(node_states.reported_network, nodes.network) as network',
        ),
        this.knex.raw(
          'coalesce(nodes.execution_client, node_states.execution_client) as client',
        ),
      )
      .as('taking');
    const rows: Array<DriverRow<ScheduleRow>> = await this.knex(taking)
      .whereIn('network', networks)
      .whereIn('client', clients)
      .select();
    return rows.map(row => ({
      nodeId: row.id,
      ownerRef: row.owner_ref ?? undefined,
      network: row.network,
      client: row.client,
      staleAfterSeconds: toNumber(row.seconds) ?? 0,
    }));
  }

  /** A store with an owner is for nodes of that owner only. */
  private select(
    node: RestorableNode,
    { lists, snapshots }: ListedSnapshots,
  ): NodeSnapshots {
    const { network, executionClient, ownerRef } = node;
    const stores = this.stores.filter(
      ({ owner }) => owner === undefined || owner === ownerRef,
    );
    const isHere = (row: { network: string; client: string }) =>
      row.network === network && row.client === executionClient;
    return {
      stores: stores.map(store => {
        const list = lists.find(row => isHere(row) && row.store === store.name);
        return list ? toStoreStatus(list) : neverListed(store);
      }),
      items: snapshots
        .filter(
          row =>
            isHere(row) && stores.some(({ name }) => name === row.item.store),
        )
        .map(({ item }) => item)
        .sort(
          (one, other) =>
            other.blockNumber - one.blockNumber ||
            other.createdAt.localeCompare(one.createdAt),
        ),
    };
  }
}

interface ScheduleRow {
  id: string;
  owner_ref: string | null;
  network: string;
  client: string;
  seconds: number;
}

/** Of the node's own schedule, or the shortest of those that fill the stores of its owner. */
function staleAfterSeconds(
  { id, ownerRef, network, executionClient }: RestorableNode,
  schedules: readonly Schedule[],
): number | undefined {
  const own = schedules.find(({ nodeId }) => nodeId === id);
  const others = schedules.filter(
    one =>
      one.ownerRef === ownerRef &&
      one.network === network &&
      one.client === executionClient,
  );
  const seconds = (own ? [own] : others).map(one => one.staleAfterSeconds);
  return seconds.length === 0 ? undefined : Math.min(...seconds);
}

function neverListed({ name }: SnapshotStoreConfig): SnapshotStoreStatus {
  return { name, problems: [] };
}

function toStoreStatus(
  row: DriverRow<SnapshotListRow>,
): EveryField<SnapshotStoreStatus> {
  return {
    name: row.store,
    lastSuccess: toIsoTime(row.last_success),
    error: row.error ?? undefined,
    problems: readJson(problemsSchema, row.problems) ?? [],
  };
}

function toNodeSnapshot(
  snapshot: ListedSnapshot,
  store: SnapshotStoreConfig,
): EveryField<NodeSnapshot> {
  const { block, totals, verification } = snapshot;
  return {
    store: store.name,
    id: snapshot.id,
    clientVersion: snapshot.clientVersion,
    history: snapshot.history ?? undefined,
    blockNumber: block.number,
    blockHash: block.hash,
    blockTime: toIsoTime(block.timestamp * 1000) ?? snapshot.createdAt,
    createdAt: snapshot.createdAt,
    sizeBytes: totals.bytes,
    newBytes: totals.newBytes,
    latest: snapshot.latest,
    verification: verification ?? undefined,
    restoreCommand: restoreCommand(snapshot, store),
  };
}
