// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('nodes', table => {
    table
      .string('role')
      .nullable()
      .comment('Role label of its workload: serve for a pool');
  });
  await knex.schema.alterTable('node_states', table => {
    table
      .integer('ready_replicas')
      .nullable()
      .comment('Of a pool: pods that receive traffic');
    table.integer('replicas').nullable().comment('Of a pool: desired pods');
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
