import type { TestDatabaseId } from '@backstage/backend-test-utils';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { openDatabase } from '../store/migrations';

/** SQLite always; PostgreSQL where `tests/postgres/with-postgres.sh` or something like it stands behind the tests. */
export const databaseIds: TestDatabaseId[] = process.env
  .BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING
  ? ['SQLITE_3', 'POSTGRES_15']
  : ['SQLITE_3'];

/** To be called where tests are described: it cleans up after them. */
export function testDatabases() {
  const databases = TestDatabases.create({ ids: databaseIds });
  return {
    empty: (id: TestDatabaseId): Promise<Knex> => databases.init(id),
    migrated: async (id: TestDatabaseId): Promise<Knex> =>
      openDatabase(mockServices.database({ knex: await databases.init(id) })),
  };
}
