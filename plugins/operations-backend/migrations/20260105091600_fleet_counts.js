// @ts-check

/**
 * Everything that counting the fleet reads, in one index: it is a third of the table and needs no row of it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const key = 'scorecard, applicable, owner, gate';
  const counted =
    'entity_ref, n_pass, n_waived, n_not_applicable, n_stale, n_unknown, n_fail';
  const columns =
    knex.client.config.client === 'pg'
      ? `(${key}) include (${counted})`
      : `(${key}, ${counted})`;
  await knex.raw(`create index ops_result_counts on ops_result ${columns}`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index ops_result_counts');
};
