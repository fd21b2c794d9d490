// @ts-check

/**
 * The settings under which verdicts were computed, kept whenever they change.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ops_settings', table => {
    table.comment('Append-only');
    table.increments('number');
    table.bigInteger('valid_from').notNullable().comment('Milliseconds');
    table.text('digest').notNullable();
    table.text('body').notNullable().comment('Canonical JSON');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ops_settings');
};
