// @ts-check

/**
 * What each entity shows of each standard that it is held to; written with every evaluation of the entity.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ops_standard', table => {
    table.text('entity_ref').notNullable();
    table.text('standard').notNullable();
    table.text('owner').notNullable().comment('Empty: none');
    table.text('body').notNullable().comment('JSON');
    table.primary(['entity_ref', 'standard'], 'ops_standard_pk');
    table.index(['standard', 'entity_ref'], 'ops_standard_by_standard');
  });
  // Entities that were evaluated before have none yet.
  await knex('ops_due').update({ due_at: 0 });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ops_standard');
};
