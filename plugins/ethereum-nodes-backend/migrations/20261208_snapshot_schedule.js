// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('node_states', table => {
    table
      .bigInteger('snapshot_stale_after_seconds')
      .nullable()
      .comment(
        'Age from which the newest verified snapshot of the node is old, by the schedule of its runs',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('node_states', table => {
    table.dropColumn('snapshot_stale_after_seconds');
  });
};
