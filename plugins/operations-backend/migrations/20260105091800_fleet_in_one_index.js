// @ts-check

const key = 'scorecard, applicable, owner, gate';
const counts = 'n_pass, n_waived, n_not_applicable, n_stale, n_unknown, n_fail';

/**
 * Counts by criterion read the index as counts by owner do, and the few entities that vanished are found without the many that did
 * not.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await replaceCounts(knex, `entity_ref, version, verdicts, ${counts}`);
  await knex.raw(
    'create index ops_entity_vanished on ops_entity (entity_ref) where vanished_at is not null',
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('drop index ops_entity_vanished');
  await replaceCounts(knex, `entity_ref, ${counts}`);
};

/**
 * @param {import('knex').Knex} knex
 * @param {string} counted
 */
async function replaceCounts(knex, counted) {
  await knex.raw('drop index ops_result_counts');
  const columns =
    knex.client.config.client === 'pg'
      ? `(${key}) include (${counted})`
      : `(${key}, ${counted})`;
  await knex.raw(`create index ops_result_counts on ops_result ${columns}`);
}
