// @ts-check

/**
 * Our own copy of the catalog fields that evaluation, lists and permissions need.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ops_entity', table => {
    table.comment('Copy of catalog entities, refreshed every few seconds');
    table.text('entity_ref').primary().comment('Lower case reference');
    table.text('uid').notNullable().comment('metadata.uid');
    table.text('kind').notNullable().comment('Lower case');
    table.text('namespace').notNullable();
    table.text('name').notNullable();
    table.text('title');
    table.text('type');
    table.text('lifecycle');
    table.text('owner').comment('First ownedBy target');
    table.text('system');
    table.text('domain').comment('Own domain only');
    table.text('tier').comment('Annotation backstage-operations.io/tier');
    table.text('annotations').notNullable().comment('JSON object');
    table.text('labels').notNullable().comment('JSON object');
    table.text('tags').notNullable().comment('JSON array');
    table.text('links').notNullable().comment('JSON array');
    table.text('digest').notNullable().comment('Of all copied fields');
    table.bigInteger('seen_at').notNullable().comment('Milliseconds');
    table.bigInteger('vanished_at').comment('Milliseconds; hidden when set');
    table.index(['owner'], 'ops_entity_owner_idx');
    table.index(['system'], 'ops_entity_system_idx');
  });

  await knex.schema.createTable('ops_relation', table => {
    table.comment('Copy of the relations of catalog entities');
    table.text('source_ref').notNullable();
    table.text('type').notNullable();
    table.text('target_ref').notNullable();
    table.primary(['source_ref', 'type', 'target_ref'], 'ops_relation_pk');
    table.index(['target_ref', 'type'], 'ops_relation_target_idx');
  });

  await knex.schema.createTable('ops_entity_life', table => {
    table.comment('When each entity was in the catalog; deleted ones stay');
    table.text('uid').primary();
    table.text('entity_ref').notNullable();
    table.bigInteger('appeared_at').notNullable().comment('Milliseconds');
    table.bigInteger('vanished_at').comment('Milliseconds; null while alive');
    table.index(['entity_ref'], 'ops_entity_life_ref_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ops_entity_life');
  await knex.schema.dropTable('ops_relation');
  await knex.schema.dropTable('ops_entity');
};
