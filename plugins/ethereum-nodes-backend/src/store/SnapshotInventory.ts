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

  /**
   * Replaces the list of a place.
   * @returns whether the list, its problems or its error differ from the stored ones
   */
  async save(
    place: SnapshotPlace,
    found: SnapshotList,
    now: number,
  ): Promise<boolean> {
    const rows = found.snapshots.map(snapshot => ({
      ...place,
      id: snapshot.id,
      facts: JSON.stringify(snapshot),
    }));
    const list = {
      error: null,
      problems: JSON.stringify(found.problems.map(toStorableText)),
    };
    return this.knex.transaction(async transaction => {
      const before = await transaction<SnapshotRow>('snapshots')
        .where(place)
        .select('id', 'facts');
      const isChanged =
        !isSameList(before, rows) ||
        (await this.isOtherStatus(transaction, place, list));
      await transaction('snapshots').where(place).delete();
      for (const part of chunks(rows, ROWS_PER_STATEMENT)) {
        await transaction('snapshots').insert(part);
      }
      await this.saveList(transaction, {
        ...place,
        last_success: now,
        ...list,
      });
      return isChanged;
    });
  }

  /**
   * Stores the error and keeps the list of the place.
   * @returns whether the error differs from the stored one
   */
  async saveFailure(place: SnapshotPlace, message: string): Promise<boolean> {
    const error = toStorableText(message);
    const isChanged = await this.isOtherStatus(this.knex, place, { error });
    await this.saveList(
      this.knex,
      { ...place, last_success: null, error, problems: '[]' },
      ['error'],
    );
    return isChanged;
  }

  /**
   * Deletes places that are no longer listed.
   * @returns the deleted ones
   */
  async deleteOtherPlaces(
    places: readonly SnapshotPlace[],
  ): Promise<SnapshotPlace[]> {
    const kept = new Set(places.map(placeKey));
    const rows = await this.knex<SnapshotListRow>('snapshot_lists').select(
      'store',
      'network',
      'client',
    );
    const gone = rows.filter(row => !kept.has(placeKey(row)));
    for (const { store, network, client } of gone) {
      await this.knex('snapshots').where({ store, network, client }).delete();
      await this.knex('snapshot_lists')
        .where({ store, network, client })
        .delete();
    }
    return gone;
  }

  /** Whether the stored status of a list differs, or is absent. */
  private async isOtherStatus(
    knex: Knex,
    place: SnapshotPlace,
    status: Partial<SnapshotListRow>,
  ): Promise<boolean> {
    const stored = await knex<SnapshotListRow>('snapshot_lists')
      .where({ ...place, ...status })
      .first('store');
    return stored === undefined;
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

type StoredFacts = Pick<SnapshotRow, 'id' | 'facts'>;

function isSameList(
  before: readonly StoredFacts[],
  after: readonly StoredFacts[],
): boolean {
  const facts = new Map(before.map(row => [row.id, row.facts]));
  return (
    before.length === after.length &&
    after.every(row => facts.get(row.id) === row.facts)
  );
}

function placeKey({ store, network, client }: SnapshotPlace): string {
  return JSON.stringify([store, network, client]);
}
