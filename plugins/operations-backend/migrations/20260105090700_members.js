// @ts-check

/**
 * What roll-ups show of each entity; made when a roll-up is read, forgotten when something changes.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ops_member', table => {
    table.text('entity_ref').primary();
    table.bigInteger('valid_until').notNullable().comment('Milliseconds');
    table.text('body').notNullable().comment('JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ops_member');
};
