// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('declared_entities', table => {
    table.comment(
      'Catalog entities that are Ethereum nodes and that no source reports a node for',
    );
    table.string('entity_ref', 255).primary();
    table
      .text('problem')
      .nullable()
      .comment('What is wrong with the annotations of the entity, in words');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('declared_entities');
};
