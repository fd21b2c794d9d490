// @ts-check

/**
 * What has a date, per entity; written with every evaluation of the entity.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ops_calendar', table => {
    table.text('id').primary();
    table.text('entity_ref').notNullable();
    table.text('type').notNullable();
    table.text('owner').notNullable().comment('Empty: none');
    table.bigInteger('starts').notNullable();
    table
      .bigInteger('ends')
      .notNullable()
      .comment('The same as starts where it takes no time');
    table.text('body').notNullable().comment('JSON');
    table.index(['entity_ref'], 'ops_calendar_by_entity');
    table.index(['starts', 'id'], 'ops_calendar_by_start');
  });
  // Entities that were evaluated before have no entries yet.
  await knex('ops_due').update({ due_at: 0 });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ops_calendar');
};
