// @ts-check

/**
 * The Merkle tree over the log's events, and the checkpoints that were signed over it.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ops_log_node', table => {
    table.comment('Hashes of whole subtrees; level 0 are the entries');
    table.integer('level').notNullable();
    table.bigInteger('position').notNullable().comment('From the left');
    table.text('hash').notNullable().comment('Hex');
    table.primary(['level', 'position'], 'ops_log_node_pk');
  });
  await knex.schema.createTable('ops_log_head', table => {
    table.text('id').primary().comment('The one row: log');
    table.bigInteger('size').notNullable().comment('Numbered events');
    table.integer('epoch').notNullable().comment('Grows with every reseal');
  });
  await knex('ops_log_head').insert({ id: 'log', size: 0, epoch: 1 });
  await knex.schema.createTable('ops_log_checkpoint', table => {
    table.integer('epoch').notNullable();
    table.bigInteger('size').notNullable();
    table.text('root').notNullable().comment('Hex');
    table.text('note').notNullable().comment('Signed, as it was published');
    table.bigInteger('at').notNullable().comment('Milliseconds');
    table.primary(['epoch', 'size'], 'ops_log_checkpoint_pk');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ops_log_checkpoint');
  await knex.schema.dropTable('ops_log_head');
  await knex.schema.dropTable('ops_log_node');
  await knex('ops_log_event').update({ seq: null });
};
