// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('nodes', table => {
    table
      .text('resources')
      .nullable()
      .comment('JSON of NodeResources; null where the source has none');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('nodes', table => {
    table.dropColumn('resources');
  });
};
