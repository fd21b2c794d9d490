// @ts-check

/**
 * What a gate says on its own: builds ask for it often, and the whole answer is a hundred times as long.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('ops_result', table => {
    table
      .text('gate_answer')
      .nullable()
      .comment('JSON; made together with the body');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('ops_result', table => {
    table.dropColumn('gate_answer');
  });
};
