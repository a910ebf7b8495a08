// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('node_notifications', table => {
    table.comment(
      'Nodes whose owners were notified of a fault, until they are notified of its end.',
    );
    table.string('node_id', 700).notNullable().primary();
    table.string('owner_ref', 255).notNullable();
    table
      .string('scope', 255)
      .notNullable()
      .comment('Scope of the notification: of the node, or of its cluster');
    table
      .string('state', 40)
      .notNullable()
      .comment('State that the notification named');
    table.bigInteger('sent_at').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('node_notifications');
};
