import type { Knex } from 'knex';
import { chunks, ROWS_PER_STATEMENT } from './rows';

/** An entity without a discovered node. */
export interface DeclaredRow {
  entity_ref: string;
  problem: string | null;
  problem_coded: string | null;
}

/** Entities of the catalog without a discovered node, as of the last discovery. */
export class DeclaredStore {
  private readonly knex: Knex;

  constructor(knex: Knex) {
    this.knex = knex;
  }

  /** IDs of all discovered nodes, and the entities that they reference. */
  async loadReported(): Promise<{ ids: Set<string>; entityRefs: Set<string> }> {
    const rows: Array<{ id: string; entity_ref: string | null }> =
      await this.knex('nodes').select('id', 'entity_ref');
    return {
      ids: new Set(rows.map(({ id }) => id)),
      entityRefs: new Set(rows.flatMap(row => row.entity_ref ?? [])),
    };
  }

  async replace(rows: readonly DeclaredRow[]): Promise<void> {
    await this.knex.transaction(async transaction => {
      await transaction('declared_entities').delete();
      for (const chunk of chunks([...rows], ROWS_PER_STATEMENT)) {
        await transaction('declared_entities').insert(chunk);
      }
    });
  }

  /** Sorted by entity reference. */
  async list(limit: number, entityRefs?: string[]): Promise<DeclaredRow[]> {
    const query = this.knex<DeclaredRow>('declared_entities')
      .orderBy('entity_ref')
      .limit(limit)
      .select('entity_ref', 'problem', 'problem_coded');
    if (entityRefs) query.whereIn('entity_ref', entityRefs);
    return query;
  }
}
