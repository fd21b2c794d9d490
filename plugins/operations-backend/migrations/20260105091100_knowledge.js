// @ts-check

/**
 * What is known of vulnerabilities beside what scanners say: every edition of the catalogue of exploited ones, the latest scores.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ops_knowledge', table => {
    table.comment('Append-only; of scores the last edition only');
    table.increments('number');
    table.text('feed').notNullable().comment('kev or epss');
    table.bigInteger('known_from').notNullable().comment('Milliseconds');
    table.text('origin').notNullable().comment('bundled or configured');
    table.text('digest').notNullable().comment('SHA-256 of the entries, hex');
    table.text('version');
    table.bigInteger('published_at').notNullable().comment('Milliseconds');
    table.integer('entries').notNullable();
    table.binary('body').notNullable().comment('JSON, gzip');
    table.index(['feed', 'number'], 'ops_knowledge_feed_idx');
  });
  await knex.schema.createTable('ops_knowledge_check', table => {
    table.comment('When a feed was last looked at, and what was wrong');
    table.text('feed').primary();
    table.bigInteger('checked_at').notNullable().comment('Milliseconds');
    table.bigInteger('read_at').comment('Milliseconds; of the last success');
    table.text('error');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ops_knowledge_check');
  await knex.schema.dropTable('ops_knowledge');
};
