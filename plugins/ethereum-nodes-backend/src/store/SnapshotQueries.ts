import type {
  EthereumNode,
  NodeSnapshot,
  NodeSnapshots,
  SnapshotStoreStatus,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { snapshotFreshness } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { isExecutionClientName } from '@nodeyard/ethereum';
import type { ListedSnapshot } from '@nodeyard/snapshots';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { SnapshotStoreConfig } from '../config';
import type { EveryField } from '../everyField';
import { restoreCommand } from '../restoreCommand';
import { readJson } from './readJson';
import type { DriverRow, SnapshotListRow, SnapshotRow } from './rows';
import { toIsoTime } from './rows';
import { storedSnapshotSchema } from './storedSnapshot';

/** Fields of a node that select its snapshots. */
type RestorableNode = Pick<
  EthereumNode,
  'network' | 'executionClient' | 'ownerRef'
>;

/** Stored lists of snapshots for some networks and execution clients. */
interface ListedSnapshots {
  lists: Array<DriverRow<SnapshotListRow>>;
  snapshots: Array<{ network: string; client: string; item: NodeSnapshot }>;
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
    return this.select(node, await this.load([node]));
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
      const restorable = select(node);
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
      snapshots: rows.flatMap(row => {
        const snapshot = readJson(storedSnapshotSchema, row.facts);
        const store = this.stores.find(({ name }) => name === row.store);
        if (!snapshot || !store) return [];
        const { network, client } = row;
        return [{ network, client, item: toNodeSnapshot(snapshot, store) }];
      }),
    };
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
