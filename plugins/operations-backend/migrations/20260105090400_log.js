// @ts-check

/**
 * Events of the tamper-evident log, and the personal text that can be erased from it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ops_log_event', table => {
    table.bigIncrements('id').comment('Order of insertion');
    table.text('uid').notNullable().unique();
    table
      .text('body')
      .notNullable()
      .comment('RFC 8785 text; exactly these bytes are hashed');
    table
      .bigInteger('seq')
      .unique()
      .comment('Index in the Merkle tree; null until numbered');
    table.text('type').notNullable().comment('For queries, never hashed');
    table.text('entity_ref').comment('For queries, never hashed');
    table.text('actor').notNullable().comment('For queries, never hashed');
    table.bigInteger('at').notNullable().comment('Milliseconds');
    table.index(['entity_ref', 'id'], 'ops_log_event_entity_idx');
    table.index(['type', 'id'], 'ops_log_event_type_idx');
  });
  await knex.raw(
    'create index ops_log_event_unnumbered_idx on ops_log_event (id) where seq is null',
  );

  await knex.schema.createTable('ops_log_text', table => {
    table.comment('Personal text; the event holds its salted hash only');
    table.text('uid').primary().comment('Of the event');
    table.text('salt').notNullable();
    table.text('text').notNullable();
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ops_log_text');
  await knex.schema.dropTable('ops_log_event');
};
