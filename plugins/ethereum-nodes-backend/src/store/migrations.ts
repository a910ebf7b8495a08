import type { DatabaseService } from '@backstage/backend-plugin-api';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

export const migrationsDirectory = resolvePackagePath(
  '@nodeyard/backstage-plugin-ethereum-nodes-backend',
  'migrations',
);

/** Opens the database of the plugin and applies migrations. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: migrationsDirectory });
  }
  return knex;
}
