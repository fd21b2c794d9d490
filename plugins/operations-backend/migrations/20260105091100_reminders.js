// @ts-check

/**
 * Which dates somebody was reminded of, so that nobody hears of one twice.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ops_reminder', table => {
    table.text('key').primary().comment('Calendar entry and its instant');
    table.bigInteger('at').notNullable().comment('Milliseconds');
    table.index(['at'], 'ops_reminder_at_idx');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ops_reminder');
};
