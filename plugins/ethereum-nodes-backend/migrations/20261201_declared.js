// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('declared_entities', table => {
    table.comment(
      'Catalog entities that are Ethereum nodes without a discovered node',
    );
    table.string('entity_ref', 255).primary();
    table
      .text('problem')
      .nullable()
      .comment('Problem of the annotations of the entity, as text');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('declared_entities');
};
