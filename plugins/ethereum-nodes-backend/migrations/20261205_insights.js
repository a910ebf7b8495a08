// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('node_states', table => {
    table
      .string('next_fork', 100)
      .nullable()
      .comment('Next scheduled fork that a client has answered for');
    table.bigInteger('next_fork_time').nullable();
    table
      .bigInteger('disk_used_bytes')
      .nullable()
      .comment('Disk of the execution client, as the sidecar measures it');
    table.bigInteger('disk_total_bytes').nullable();
  });
  await knex.schema.alterTable('node_points', table => {
    table.bigInteger('disk_used_bytes').nullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('node_points', table => {
    table.dropColumn('disk_used_bytes');
  });
  await knex.schema.alterTable('node_states', table => {
    table.dropColumn('next_fork');
    table.dropColumn('next_fork_time');
    table.dropColumn('disk_used_bytes');
    table.dropColumn('disk_total_bytes');
  });
};
