// @ts-check

/**
 * What lets an evaluation compute again only what changed: how often the evidence of each kind did, and the facts of
 * entities with much evidence.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ops_evidence_revision', table => {
    table.comment('Counts the changes of what is known, per kind of evidence');
    table.text('entity_uid').notNullable();
    table.text('kind').notNullable();
    table.bigInteger('revision').notNullable();
    table.primary(['entity_uid', 'kind'], 'ops_evidence_revision_pk');
  });
  await knex.schema.createTable('ops_fact_memory', table => {
    table.comment('Facts of the last evaluation; may be deleted at any time');
    table.text('entity_ref').primary();
    table.text('body').notNullable().comment('JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ops_fact_memory');
  await knex.schema.dropTable('ops_evidence_revision');
};
