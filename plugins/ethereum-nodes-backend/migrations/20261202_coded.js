// @ts-check

/** Sentences as data beside their English, by the tables that have them. */
const columns = {
  node_states: ['summary_coded', 'poll_error_coded'],
  node_transitions: ['summary_coded'],
  clusters: ['error_coded', 'poll_error_coded'],
  declared_entities: ['problem_coded'],
};

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const [name, added] of Object.entries(columns))
    await knex.schema.alterTable(name, table => {
      for (const column of added)
        table
          .text(column)
          .nullable()
          .comment('JSON, the sentence as code and parameters');
    });
  await knex.schema.alterTable('node_transitions', table => {
    table
      .bigInteger('since')
      .nullable()
      .comment('When the state began; at is the time of the poll');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('node_transitions', table => {
    table.dropColumn('since');
  });
  for (const [name, added] of Object.entries(columns))
    await knex.schema.alterTable(name, table => {
      table.dropColumns(...added);
    });
};
