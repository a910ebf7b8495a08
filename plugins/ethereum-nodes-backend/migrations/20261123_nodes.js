// @ts-check

/**
 * Times are milliseconds since the epoch in bigint columns: timestamps read back differently on SQLite and PostgreSQL.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('nodes', table => {
    table.comment(
      'What discovery found: who and where each node is. Written by the task "discover" alone.',
    );
    table
      .string('id', 700)
      .primary()
      .notNullable()
      .comment('<cluster>~<namespace>~<workload> or static~<name>');
    table
      .string('source')
      .notNullable()
      .comment('Name of the node source that found it');
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
      .comment('When it was first found');
    table.index('owner_ref');
    table.index('entity_ref');
    table.index(['source', 'cluster']);
  });

  await knex.schema.createTable('node_states', table => {
    table.comment(
      'How each node is, in the columns that lists need. Written by the task "poll" alone.',
    );
    table.string('node_id', 700).primary().notNullable();
    table.string('state', 40).notNullable();
    table.boolean('ready').notNullable();
    table
      .bigInteger('since')
      .notNullable()
      .comment('When it came into this state');
    table.text('summary').notNullable();
    table
      .string('execution_client')
      .nullable()
      .comment('As its version string tells');
    table
      .string('consensus_client')
      .nullable()
      .comment('As its version string tells');
    table.text('execution_version').nullable();
    table.text('consensus_version').nullable();
    table.bigInteger('head_number').nullable();
    table.bigInteger('head_time').nullable();
    table.double('sync_rate').nullable();
    table.bigInteger('execution_peers').nullable();
    table.bigInteger('consensus_peers').nullable();
    table.boolean('fork_not_ready').notNullable();
    table
      .bigInteger('last_seen')
      .nullable()
      .comment('Newest answer of any kind');
    table
      .text('poll_error')
      .nullable()
      .comment('Why the newest poll brought no fresh verdict');
    table
      .integer('failures')
      .notNullable()
      .comment('Polls in a row that brought nothing');
    table
      .bigInteger('next_poll_at')
      .notNullable()
      .comment('Not to be polled before');
    table
      .bigInteger('expires_at')
      .notNullable()
      .comment('From here on the state reads UNKNOWN');
  });

  await knex.schema.createTable('node_reports', table => {
    table.comment(
      'What the newest verdict rests on, kept apart from the lists because it is large.',
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
    table.comment('When each node came into which state; kept for 90 days.');
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
      .comment('The worst one in the period');
    table.bigInteger('head_number').nullable();
    table.double('head_age_seconds').nullable();
    table.bigInteger('execution_peers').nullable();
    table.primary(['node_id', 'resolution', 'at']);
    table.index(['resolution', 'at']);
  });

  await knex.schema.createTable('clusters', table => {
    table.comment('How the last look into each cluster ended.');
    table.string('source').notNullable();
    table.string('name', 400).notNullable();
    table.string('status', 40).notNullable();
    table.text('error').nullable();
    table.bigInteger('last_success').nullable();
    table
      .text('poll_error')
      .nullable()
      .comment('What polling met there although discovery works');
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
