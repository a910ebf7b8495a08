// @ts-check

/**
 * Times are milliseconds since the epoch in bigint columns: timestamps read back differently on SQLite and PostgreSQL.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('nodes', table => {
    table.comment('Discovered nodes. Written by the task "discover" only.');
    table
      .string('id', 700)
      .primary()
      .notNullable()
      .comment('<cluster>~<namespace>~<workload> or static~<name>');
    table.string('source').notNullable().comment('Name of its node source');
    table.string('name').notNullable();
    table.string('cluster', 400).nullable();
    table.string('namespace').nullable();
    table.string('network').notNullable();
    table.string('execution_client').nullable();
    table.string('consensus_client').nullable();
    table
      .string('owner_ref')
      .nullable()
      .comment('Entity reference in lower case');
    table
      .string('entity_ref')
      .nullable()
      .comment('Entity reference in lower case');
    table
      .text('locator')
      .notNullable()
      .comment('JSON that the source needs to read the node; never a secret');
    table
      .bigInteger('found_at')
      .notNullable()
      .comment('When it was first discovered');
    table.index('owner_ref');
    table.index('entity_ref');
    table.index(['source', 'cluster']);
  });

  await knex.schema.createTable('node_states', table => {
    table.comment(
      'State of each node, in the columns of lists. Written by the task "poll" only.',
    );
    table.string('node_id', 700).primary().notNullable();
    table.string('state', 40).notNullable();
    table.boolean('ready').notNullable();
    table.bigInteger('since').notNullable().comment('When the state began');
    table.text('summary').notNullable();
    table
      .string('execution_client')
      .nullable()
      .comment('From its version string');
    table
      .string('consensus_client')
      .nullable()
      .comment('From its version string');
    table.text('execution_version').nullable();
    table.text('consensus_version').nullable();
    table.bigInteger('head_number').nullable();
    table.bigInteger('head_time').nullable();
    table.double('sync_rate').nullable();
    table.bigInteger('execution_peers').nullable();
    table.bigInteger('consensus_peers').nullable();
    table.boolean('fork_not_ready').notNullable();
    table.bigInteger('last_seen').nullable().comment('Time of the last answer');
    table
      .text('poll_error')
      .nullable()
      .comment('Why the last poll had no new verdict');
    table.integer('failures').notNullable().comment('Consecutive failed polls');
    table
      .bigInteger('next_poll_at')
      .notNullable()
      .comment('Time of the next poll');
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment('When the verdict expires and the state is UNKNOWN');
  });

  await knex.schema.createTable('node_reports', table => {
    table.comment(
      'Last verdict and its samples, which are too large for the columns of lists.',
    );
    table.string('node_id', 700).primary().notNullable();
    table
      .text('verdict')
      .notNullable()
      .comment('JSON, verdictSchema of @nodeyard/ethereum');
    table
      .text('sample')
      .nullable()
      .comment('JSON, nodeSampleSchema of @nodeyard/ethereum');
    table
      .text('recent_samples')
      .notNullable()
      .comment('JSON, the thinned samples of the last minutes, oldest first');
  });

  await knex.schema.createTable('node_transitions', table => {
    table.comment('State transitions of each node; kept for 90 days.');
    table.bigIncrements('id');
    table.string('node_id', 700).notNullable();
    table.string('state', 40).notNullable();
    table.bigInteger('at').notNullable();
    table.text('summary').notNullable();
    table.index(['node_id', 'at']);
    table.index('at');
  });

  await knex.schema.createTable('node_points', table => {
    table.comment(
      'History in three resolutions: 0 as polled for 2 h, 300 s for 7 days, 3600 s for 90 days.',
    );
    table.string('node_id', 700).notNullable();
    table
      .integer('resolution')
      .notNullable()
      .comment('Seconds; 0 for a point as it was polled');
    table.bigInteger('at').notNullable().comment('Start of the point’s period');
    table
      .string('state', 40)
      .notNullable()
      .comment('Worst state of the period');
    table.bigInteger('head_number').nullable();
    table.double('head_age_seconds').nullable();
    table.bigInteger('execution_peers').nullable();
    table.primary(['node_id', 'resolution', 'at']);
    table.index(['resolution', 'at']);
  });

  await knex.schema.createTable('clusters', table => {
    table.comment('Result of the last discovery in each cluster.');
    table.string('source').notNullable();
    table.string('name', 400).notNullable();
    table.string('status', 40).notNullable();
    table.text('error').nullable();
    table.bigInteger('last_success').nullable();
    table
      .text('poll_error')
      .nullable()
      .comment('Error of polling in a cluster whose discovery works');
    table.primary(['source', 'name']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('clusters');
  await knex.schema.dropTable('node_points');
  await knex.schema.dropTable('node_transitions');
  await knex.schema.dropTable('node_reports');
  await knex.schema.dropTable('node_states');
  await knex.schema.dropTable('nodes');
};
