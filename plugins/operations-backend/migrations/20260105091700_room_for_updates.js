// @ts-check

/** Tables whose rows are written again with nearly every evaluation, each time with the same keys. */
const tables = ['ops_result', 'ops_due', 'ops_evidence_revision'];

/**
 * Room in each page for the next version of its rows.
 *
 * @remarks PostgreSQL then leaves the indexes alone when no indexed column changes; `ops_result` has nine of them.
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (knex.client.config.client !== 'pg') return;
  for (const table of tables) {
    await knex.raw('alter table ?? set (fillfactor = 70)', [table]);
  }
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  if (knex.client.config.client !== 'pg') return;
  for (const table of tables) {
    await knex.raw('alter table ?? reset (fillfactor)', [table]);
  }
};
