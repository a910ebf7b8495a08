import type { TestDatabaseId } from '@backstage/backend-test-utils';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { openDatabase } from '../store/migrations';

/** SQLite, and PostgreSQL if `tests/postgres/with-postgres.sh` or a similar script provides it. */
export const databaseIds: TestDatabaseId[] = process.env
  .BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING
  ? ['SQLITE_3', 'POSTGRES_15']
  : ['SQLITE_3'];

/** To be called in a `describe` block, after which it cleans up. */
export function testDatabases() {
  const databases = TestDatabases.create({ ids: databaseIds });
  return {
    empty: (id: TestDatabaseId): Promise<Knex> => databases.init(id),
    migrated: async (id: TestDatabaseId): Promise<Knex> =>
      openDatabase(mockServices.database({ knex: await databases.init(id) })),
  };
}
