// @ts-check

/**
 * Scorecard versions: content-addressed and immutable, with the instants from which each one was in force.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ops_scorecard_version', table => {
    table.increments('number').comment('Short name of the version in history');
    table.text('scorecard').notNullable().comment('Name of the scorecard');
    table
      .text('digest')
      .notNullable()
      .unique()
      .comment('SHA-256 of the canonical scorecard');
    table.text('body').notNullable().comment('Canonical JSON of the scorecard');
    table.bigInteger('loaded_at').notNullable();
    table
      .text('loaded_by')
      .notNullable()
      .comment('Where the version was first read from');
    table.index(['scorecard'], 'ops_scorecard_version_scorecard');
  });
  await knex.schema.createTable('ops_scorecard_activation', table => {
    table.increments('number').comment('Order in which versions came in force');
    table.text('scorecard').notNullable();
    table.bigInteger('valid_from').notNullable();
    table
      .text('digest')
      .nullable()
      .comment('Null where the scorecard was withdrawn');
    table.text('loaded_by').notNullable();
    table.index(
      ['scorecard', 'valid_from', 'number'],
      'ops_scorecard_activation_at',
    );
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ops_scorecard_activation');
  await knex.schema.dropTable('ops_scorecard_version');
};
