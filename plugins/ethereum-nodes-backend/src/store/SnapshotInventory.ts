import type { SnapshotList, ListedSnapshot } from '@nodeyard/snapshot-store';
import type { Knex } from 'knex';
import { currentNodes } from './currentNodes';
import { readJson } from './readJson';
import type { SnapshotListRow, SnapshotRow } from './rows';
import { chunks, ROWS_PER_STATEMENT, toStorableText } from './rows';
import { storedSnapshotSchema } from './storedSnapshot';

/** The part of a store that is listed at once: one network and client. */
export interface SnapshotPlace {
  store: string;
  network: string;
  client: string;
}

/** Lists of snapshots, as the task writes them. */
export class SnapshotInventory {
  private readonly knex: Knex;

  constructor(knex: Knex) {
    this.knex = knex;
  }

  /** Distinct networks and execution clients of the nodes. */
  async loadClientsInUse(): Promise<
    Array<{ network: string; client: string }>
  > {
    const rows: Array<{ network: string; execution_client: string }> =
      await currentNodes(this.knex, 0)
        .distinct('network', 'execution_client')
        .whereNotNull('execution_client');
    return rows.map(row => ({
      network: row.network,
      client: row.execution_client,
    }));
  }

  /** Stored snapshots, so that their manifests are not read again. */
  async load(place: SnapshotPlace): Promise<ListedSnapshot[]> {
    const rows = await this.knex<SnapshotRow>('snapshots').where(place);
    return rows.flatMap(row => readJson(storedSnapshotSchema, row.facts) ?? []);
  }

  /** Replaces the list of a place. */
  async save(
    place: SnapshotPlace,
    found: SnapshotList,
    now: number,
  ): Promise<void> {
    const rows = found.snapshots.map(snapshot => ({
      ...place,
      id: snapshot.id,
      facts: JSON.stringify(snapshot),
    }));
    await this.knex.transaction(async transaction => {
      await transaction('snapshots').where(place).delete();
      for (const part of chunks(rows, ROWS_PER_STATEMENT)) {
        await transaction('snapshots').insert(part);
      }
      await this.saveList(transaction, {
        ...place,
        last_success: now,
        error: null,
        problems: JSON.stringify(found.problems.map(toStorableText)),
      });
    });
  }

  /** Stores the error and keeps the list of the place. */
  async saveFailure(place: SnapshotPlace, error: string): Promise<void> {
    await this.saveList(
      this.knex,
      {
        ...place,
        last_success: null,
        error: toStorableText(error),
        problems: '[]',
      },
      ['error'],
    );
  }

  /** Deletes places that are no longer listed. */
  async deleteOtherPlaces(places: readonly SnapshotPlace[]): Promise<void> {
    const kept = new Set(places.map(placeKey));
    const rows = await this.knex<SnapshotListRow>('snapshot_lists').select(
      'store',
      'network',
      'client',
    );
    for (const row of rows) {
      if (kept.has(placeKey(row))) continue;
      const { store, network, client } = row;
      await this.knex('snapshots').where({ store, network, client }).delete();
      await this.knex('snapshot_lists')
        .where({ store, network, client })
        .delete();
    }
  }

  private async saveList(
    knex: Knex,
    row: SnapshotListRow,
    columns: Array<keyof SnapshotListRow> = [
      'last_success',
      'error',
      'problems',
    ],
  ): Promise<void> {
    await knex<SnapshotListRow>('snapshot_lists')
      .insert(row)
      .onConflict(['store', 'network', 'client'])
      .merge(columns);
  }
}

function placeKey({ store, network, client }: SnapshotPlace): string {
  return JSON.stringify([store, network, client]);
}
