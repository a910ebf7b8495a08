// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('node_changes', table => {
    table.comment(
      'Changes of facts of each node; kept as long as transitions.',
    );
    table.bigIncrements('id');
    table.string('node_id', 700).notNullable();
    table.bigInteger('at').notNullable();
    table
      .string('kind', 40)
      .notNullable()
      .comment('NodeChangeKind of the contract');
    table.string('subject', 400).notNullable();
    table.string('old_value', 300).nullable();
    table.string('new_value', 300).nullable();
    table.string('cause', 300).nullable();
    table.index(['node_id', 'at']);
    table.index('at');
  });
  await knex.schema.alterTable('nodes', table => {
    table
      .text('callers_url')
      .nullable()
      .comment('URL by which applications call it');
    table
      .string('series_name')
      .nullable()
      .comment('Label "node" of its series, where that is not its name');
    table
      .text('facts')
      .nullable()
      .comment('JSON, what the node is made of as discovery found it');
  });
  await knex.schema.alterTable('node_reports', table => {
    table
      .text('facts')
      .nullable()
      .comment('JSON, what the node was made of when it was last polled');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('node_reports', table => {
    table.dropColumn('facts');
  });
  await knex.schema.alterTable('nodes', table => {
    table.dropColumn('facts');
    table.dropColumn('series_name');
    table.dropColumn('callers_url');
  });
  await knex.schema.dropTable('node_changes');
};
