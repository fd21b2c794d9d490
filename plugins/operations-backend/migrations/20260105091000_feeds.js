// @ts-check

/**
 * Addresses that people gave to calendar applications, and what those people could see when they were last here.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ops_feed', table => {
    table.text('id').primary().comment('ULID');
    table.text('person').notNullable();
    table.text('name').notNullable();
    table.text('secret_hash').notNullable().comment('SHA-256, hex');
    table.text('owners').comment('JSON array; null for all');
    table.text('types').comment('JSON array; null for all');
    table.bigInteger('created_at').notNullable().comment('Milliseconds');
    table.bigInteger('expires_at').notNullable().comment('Milliseconds');
    table.bigInteger('last_read_at').comment('Milliseconds, to the hour');
    table.index(['person'], 'ops_feed_by_person');
  });
  await knex.schema.createTable('ops_feed_sight', table => {
    table.text('person').primary();
    table.bigInteger('seen_at').notNullable().comment('Milliseconds');
    table.binary('body').notNullable().comment('Packed JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ops_feed_sight');
  await knex.schema.dropTable('ops_feed');
};
