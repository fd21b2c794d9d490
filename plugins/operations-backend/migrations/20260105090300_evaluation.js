// @ts-check

/**
 * Stored verdicts, the tab's stored body, history of changes and the queue of coming evaluations.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ops_result', table => {
    table.text('entity_ref').notNullable();
    table.text('scorecard').notNullable();
    table.text('entity_uid').notNullable();
    table.text('policy_digest').notNullable();
    table.integer('version').notNullable().comment('ops_scorecard_version');
    table.bigInteger('evaluated_at').notNullable();
    table
      .bigInteger('valid_until')
      .nullable()
      .comment('First instant at which the verdicts change by themselves');
    table.boolean('applicable').notNullable();
    table.text('gate').notNullable();
    table.bigInteger('approved_at').nullable();
    table.integer('n_pass').notNullable();
    table.integer('n_waived').notNullable();
    table.integer('n_not_applicable').notNullable();
    table.integer('n_stale').notNullable();
    table.integer('n_unknown').notNullable();
    table.integer('n_fail').notNullable();
    table
      .text('verdicts')
      .notNullable()
      .comment('One letter per criterion in the order of the version');
    table
      .text('slots')
      .notNullable()
      .comment('One letter per sign-off slot, criteria first, then the exit');
    table
      .bigInteger('changed_at')
      .notNullable()
      .comment('Last change of a verdict, a slot or the gate');
    table.bigInteger('oldest_proof_at').nullable();
    table.text('title').notNullable();
    table.text('kind').notNullable();
    table.text('type').notNullable().comment('Empty: none');
    table.text('owner').notNullable();
    table.text('system').notNullable();
    table.text('domain').notNullable();
    table.text('lifecycle').notNullable();
    table.text('tier').notNullable();
    table
      .boolean('names_others')
      .notNullable()
      .comment('The body names other entities, which not every reader may see');
    table.binary('body').notNullable().comment('JSON, gzip, served as it is');
    table.primary(['entity_ref', 'scorecard']);
    for (const column of ['owner', 'system', 'domain', 'kind', 'lifecycle']) {
      table.index(
        ['scorecard', column, 'entity_ref'],
        `ops_result_by_${column}`,
      );
    }
    table.index(['scorecard', 'entity_ref'], 'ops_result_by_entity');
  });

  await knex.schema.createTable('ops_overview', table => {
    table.text('entity_ref').primary();
    table.bigInteger('valid_until').notNullable();
    table.binary('body').notNullable().comment('JSON, gzip, served as it is');
  });

  await knex.schema.createTable('ops_history', table => {
    table.text('entity_ref').notNullable();
    table.text('scorecard').notNullable();
    table.integer('month').notNullable().comment('Months since January 1970');
    table.text('opening').notNullable().comment('What held before the lines');
    table.text('lines').notNullable().comment('One change per line');
    table.primary(['entity_ref', 'scorecard', 'month']);
  });

  await knex.schema.createTable('ops_due', table => {
    table.text('entity_ref').primary();
    table
      .bigInteger('due_at')
      .notNullable()
      .comment('Next evaluation; the row is also the lock of its entity');
    table.text('cause').notNullable();
    table
      .integer('attempts')
      .notNullable()
      .defaultTo(0)
      .comment('Evaluations that failed in a row');
    table
      .text('input_digest')
      .nullable()
      .comment('Of the newest row in ops_input');
    table.index(['due_at'], 'ops_due_at');
  });

  await knex.schema.createTable('ops_nudge', table => {
    table.bigIncrements('id');
    table.text('entity_ref').notNullable();
    table.text('cause').notNullable();
  });

  await knex.schema.createTable('ops_input', table => {
    table.text('entity_ref').notNullable();
    table.bigInteger('valid_from').notNullable();
    table.text('digest').notNullable();
    table
      .text('body')
      .notNullable()
      .comment('Catalog fields and related entities that verdicts rested on');
    table.primary(['entity_ref', 'valid_from']);
  });

  if (knex.client.config.client === 'pg') {
    // Bodies are packed already.
    await knex.raw(
      'alter table ops_result alter column body set storage external',
    );
    await knex.raw(
      'alter table ops_overview alter column body set storage external',
    );
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ops_input');
  await knex.schema.dropTable('ops_nudge');
  await knex.schema.dropTable('ops_due');
  await knex.schema.dropTable('ops_history');
  await knex.schema.dropTable('ops_overview');
  await knex.schema.dropTable('ops_result');
};
