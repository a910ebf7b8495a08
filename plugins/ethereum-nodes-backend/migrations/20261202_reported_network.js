// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('node_states', table => {
    table
      .string('reported_network', 255)
      .nullable()
      .comment(
        'Network that the node reports, if it was discovered without one',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('node_states', table => {
    table.dropColumn('reported_network');
  });
};
