// @ts-check

/** Fixed: `polling/shards.ts` computes the shard of a node from it. */
const SHARDS = 64;

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('poll_replicas', table => {
    table.comment('Backend processes that poll. A row expires with its lease.');
    table.string('id', 64).primary().notNullable();
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment('End of the lease, by the clock of the database');
    table
      .text('heads')
      .nullable()
      .comment('JSON, newest heads that this replica has read, by network');
  });
  await knex.schema.createTable('poll_shards', table => {
    table.comment('Which replica polls the nodes of each shard.');
    table.integer('shard').primary().notNullable();
    table.string('holder', 64).nullable().comment('id of poll_replicas');
    table
      .integer('fence')
      .notNullable()
      .comment('Counts claims. Results of an earlier claim are not stored');
  });
  await knex('poll_shards').insert(
    Array.from({ length: SHARDS }, (_, shard) => ({ shard, fence: 0 })),
  );
  await knex.schema.alterTable('nodes', table => {
    table
      .integer('shard')
      .nullable()
      .comment('Of its ID; null until the next discovery after an upgrade');
    table.index('shard');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('nodes', table => {
    table.dropIndex('shard');
    table.dropColumn('shard');
  });
  await knex.schema.dropTable('poll_shards');
  await knex.schema.dropTable('poll_replicas');
};
