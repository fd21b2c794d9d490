// @ts-check

/**
 * How each collector fared with each thing that it reads.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ops_collector_state', table => {
    table.comment('Health of collectors per entity and target');
    table.text('collector').notNullable().comment('evidence-files, …');
    table.text('entity_ref').notNullable();
    table.text('target').notNullable().comment('As the entity names it');
    table.text('entity_uid').notNullable();
    table.text('version').comment('Of what was last read well');
    table.bigInteger('last_run_at').notNullable().comment('Milliseconds');
    table.bigInteger('last_success_at').comment('Milliseconds');
    table.text('error').comment('Of the last run; null when it went well');
    table.primary(
      ['collector', 'entity_ref', 'target'],
      'ops_collector_state_pk',
    );
    table.index(['entity_ref'], 'ops_collector_state_entity_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ops_collector_state');
};
