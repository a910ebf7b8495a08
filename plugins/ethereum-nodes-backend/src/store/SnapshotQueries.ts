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
import { restoreCommand } from '../restoreCommand';
import { readJson } from './readJson';
import type { Read, SnapshotListRow, SnapshotRow } from './rows';
import { isoTime } from './rows';
import { storedSnapshotSchema } from './storedSnapshot';

/** What the looks into stores found, for some networks and execution clients. */
interface Found {
  lists: Array<Read<SnapshotListRow>>;
  snapshots: Array<{ network: string; client: string; item: NodeSnapshot }>;
}

export const problemsSchema = z.array(z.string().max(1000)).max(10_000);

/** What the REST API reads about snapshots. */
export class SnapshotQueries {
  readonly #knex: Knex;
  readonly #stores: readonly SnapshotStoreConfig[];

  constructor(knex: Knex, stores: readonly SnapshotStoreConfig[]) {
    this.#knex = knex;
    this.#stores = stores;
  }

  /** What a node can be restored from. */
  async of(node: EthereumNode): Promise<NodeSnapshots> {
    return this.#restorable(node, await this.#found([node]));
  }

  /** The nodes with what their snapshots come to, read at once for all of them. */
  async withFreshness(nodes: EthereumNode[]): Promise<EthereumNode[]> {
    if (this.#stores.length === 0) return nodes;
    const found = await this.#found(nodes);
    return nodes.map(node => {
      const restorable = this.#restorable(node, found);
      // Of clients of nobody's datadir, as anvil, there is nothing to say.
      const isOfUse =
        restorable.items.length > 0 ||
        isExecutionClientName(node.executionClient ?? '');
      const snapshots = isOfUse ? snapshotFreshness(restorable) : undefined;
      return { ...node, ...(snapshots && { snapshots }) };
    });
  }

  /** What the looks found for networks and execution clients of the nodes. */
  async #found(nodes: EthereumNode[]): Promise<Found> {
    const networks = [...new Set(nodes.map(({ network }) => network))];
    const clients = [
      ...new Set(nodes.flatMap(node => node.executionClient ?? [])),
    ];
    const names = this.#stores.map(({ name }) => name);
    const read = <Row extends object>(table: string) =>
      this.#knex<Row>(table)
        .whereIn('network', networks)
        .whereIn('client', clients)
        .whereIn('store', names);
    const lists: Array<Read<SnapshotListRow>> = await read('snapshot_lists');
    const rows: SnapshotRow[] = await read('snapshots');
    return {
      lists,
      snapshots: rows.flatMap(row => {
        const snapshot = readJson(storedSnapshotSchema, row.facts);
        const store = this.#stores.find(({ name }) => name === row.store);
        if (!snapshot || !store) return [];
        const { network, client } = row;
        return [{ network, client, item: snapshotOf(snapshot, store) }];
      }),
    };
  }

  /** A store that has an owner is for nodes of that owner only. */
  #restorable(node: EthereumNode, { lists, snapshots }: Found): NodeSnapshots {
    const { network, executionClient, ownerRef } = node;
    const stores = this.#stores.filter(
      ({ owner }) => owner === undefined || owner === ownerRef,
    );
    const isHere = (row: { network: string; client: string }) =>
      row.network === network && row.client === executionClient;
    return {
      stores: stores.map(store => {
        const list = lists.find(row => isHere(row) && row.store === store.name);
        return list ? statusOf(list) : unseen(store);
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

function unseen({ name }: SnapshotStoreConfig): SnapshotStoreStatus {
  return { name, problems: [] };
}

function statusOf(row: Read<SnapshotListRow>): SnapshotStoreStatus {
  return {
    name: row.store,
    lastSuccess: isoTime(row.last_success),
    error: row.error ?? undefined,
    problems: readJson(problemsSchema, row.problems) ?? [],
  };
}

function snapshotOf(
  snapshot: ListedSnapshot,
  store: SnapshotStoreConfig,
): NodeSnapshot {
  const { block, totals, verification } = snapshot;
  return {
    store: store.name,
    id: snapshot.id,
    clientVersion: snapshot.clientVersion,
    history: snapshot.history ?? undefined,
    blockNumber: block.number,
    blockHash: block.hash,
    blockTime: isoTime(block.timestamp * 1000) ?? snapshot.createdAt,
    createdAt: snapshot.createdAt,
    sizeBytes: totals.bytes,
    newBytes: totals.newBytes,
    latest: snapshot.latest,
    verification: verification ?? undefined,
    restoreCommand: restoreCommand(snapshot, store),
  };
}
