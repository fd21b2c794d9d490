// @ts-check

/**
 * What scans add up to, kept scan by scan, so that nothing has to read the findings of old scans again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ops_scan', table => {
    table.comment('Scans that are applied to ops_finding');
    table.text('evidence_id').primary();
    table.text('entity_uid').notNullable();
    table.text('thing').notNullable().comment('Of which it is a revision');
    table.bigInteger('completed_at').notNullable().comment('Milliseconds');
    table.text('body').notNullable().comment('The payload, findings counted');
    table.index(['entity_uid', 'completed_at'], 'ops_scan_entity_idx');
  });

  await knex.schema.createTable('ops_finding', table => {
    table.comment('The ledger of findings of each entity');
    table.text('entity_uid').notNullable();
    table.text('key_digest').notNullable().comment('SHA-256 of the key, hex');
    table
      .bigInteger('closed_at')
      .comment('Milliseconds; null while it is open');
    table.text('body').notNullable().comment('JSON');
    table.primary(['entity_uid', 'key_digest'], 'ops_finding_pk');
    table.index(['closed_at'], 'ops_finding_closed_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ops_finding');
  await knex.schema.dropTable('ops_scan');
};
