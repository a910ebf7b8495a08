// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('snapshot_lists', table => {
    table.comment(
      'Result of the last listing of each snapshot store, for each network and execution client of a node.',
    );
    table.string('store').notNullable();
    table.string('network').notNullable();
    table.string('client').notNullable();
    table.bigInteger('last_success').nullable();
    table.text('error').nullable();
    table
      .text('problems')
      .notNullable()
      .comment('JSON, sentences about snapshots that cannot be read');
    table.primary(['store', 'network', 'client']);
  });

  await knex.schema.createTable('snapshots', table => {
    table.comment(
      'Snapshots as their stores list them. Written by the task "refresh-snapshots" only.',
    );
    table.string('store').notNullable();
    table.string('network').notNullable();
    table.string('client').notNullable();
    table.string('id').notNullable();
    table
      .text('facts')
      .notNullable()
      .comment('JSON, ListedSnapshot of @nodeyard/snapshot-store');
    table.primary(['store', 'network', 'client', 'id']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('snapshots');
  await knex.schema.dropTable('snapshot_lists');
};
