// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('node_states', table => {
    table
      .boolean('finalizing')
      .nullable()
      .comment(
        'Whether its chain finalizes; null when it cannot be determined',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('node_states', table => {
    table.dropColumn('finalizing');
  });
};
