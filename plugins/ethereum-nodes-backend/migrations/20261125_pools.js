// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('nodes', table => {
    table
      .string('role')
      .nullable()
      .comment('As its workload is labelled: serve for a pool of several pods');
  });
  await knex.schema.alterTable('node_states', table => {
    table
      .integer('ready_replicas')
      .nullable()
      .comment('Of a pool: pods that callers are led to');
    table
      .integer('replicas')
      .nullable()
      .comment('Of a pool: pods that there should be');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('node_states', table => {
    table.dropColumn('ready_replicas');
    table.dropColumn('replicas');
  });
  await knex.schema.alterTable('nodes', table => {
    table.dropColumn('role');
  });
};
