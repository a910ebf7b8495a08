import type {
  EthereumNode,
  NodeSnapshot,
  NodeSnapshots,
  SnapshotStoreStatus,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { ListedSnapshot } from '@nodeyard/snapshots';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { SnapshotStoreConfig } from '../config';
import { restoreCommand } from '../restoreCommand';
import { readJson } from './readJson';
import { isoTime, Read, SnapshotListRow, SnapshotRow } from './rows';
import { storedSnapshotSchema } from './storedSnapshot';

const problemsSchema = z.array(z.string());

/** What the REST API reads about snapshots. */
export class SnapshotQueries {
  readonly #knex: Knex;
  readonly #stores: readonly SnapshotStoreConfig[];

  constructor(knex: Knex, stores: readonly SnapshotStoreConfig[]) {
    this.#knex = knex;
    this.#stores = stores;
  }

  /** What a node can be restored from: a store that has an owner is for nodes of that owner only. */
  async of(node: EthereumNode): Promise<NodeSnapshots> {
    const stores = this.#stores.filter(
      ({ owner }) => owner === undefined || owner === node.ownerRef,
    );
    const client = node.executionClient;
    if (client === undefined || stores.length === 0)
      return { stores: stores.map(unseen), items: [] };
    const here = { network: node.network, client };
    const names = stores.map(({ name }) => name);
    const lists = await this.#knex<Read<SnapshotListRow>>('snapshot_lists')
      .where(here)
      .whereIn('store', names);
    const rows = await this.#knex<SnapshotRow>('snapshots')
      .where(here)
      .whereIn('store', names);
    return {
      stores: stores.map(store => {
        const list = lists.find(row => row.store === store.name);
        return list ? statusOf(list) : unseen(store);
      }),
      items: rows
        .flatMap(row => {
          const snapshot = readJson(storedSnapshotSchema, row.facts);
          const store = stores.find(({ name }) => name === row.store);
          return snapshot && store ? [snapshotOf(snapshot, store)] : [];
        })
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
