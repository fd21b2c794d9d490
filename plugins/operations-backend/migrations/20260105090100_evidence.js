// @ts-check

/** @param {import('knex').Knex} knex */
const isPostgres = knex => knex.client.config.client === 'pg';

/**
 * The append-only ledger and the pointer to the newest revision of each thing.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ops_evidence', table => {
    table.comment('Append-only; only retention deletes');
    table.text('id').primary().comment('ULID');
    table.text('entity_ref').notNullable();
    table.text('entity_uid').notNullable().comment('metadata.uid at receipt');
    table.text('kind').notNullable();
    table.text('source').notNullable();
    table.text('external_id');
    table.bigInteger('observed_at').notNullable().comment('Milliseconds');
    table.bigInteger('received_at').notNullable().comment('Milliseconds');
    table.text('payload').notNullable().comment('RFC 8785 text, as hashed');
    table.text('digest').notNullable().comment('SHA-256, hex');
    table.text('submitted_by').notNullable();
    table.text('links').comment('JSON array');
    table.unique(['entity_uid', 'digest'], {
      indexName: 'ops_evidence_digest_uidx',
    });
    table.index(
      ['entity_uid', 'observed_at', 'id'],
      'ops_evidence_observed_idx',
    );
    table.index(['kind', 'received_at'], 'ops_evidence_retention_idx');
  });

  await knex.schema.createTable('ops_evidence_current', table => {
    table.comment('The newest revision of each thing');
    table.text('entity_uid').notNullable();
    table.text('kind').notNullable();
    table.text('source').notNullable();
    table.text('thing').notNullable().comment('External id, else the digest');
    table.text('evidence_id').notNullable();
    table.bigInteger('observed_at').notNullable().comment('Milliseconds');
    table.bigInteger('received_at').notNullable().comment('Milliseconds');
    table.primary(
      ['entity_uid', 'kind', 'source', 'thing'],
      'ops_evidence_current_pk',
    );
  });

  if (isPostgres(knex)) {
    await knex.raw(`
      create function ops_evidence_refuse_update() returns trigger as $$
      begin raise exception 'evidence is append-only'; end
      $$ language plpgsql`);
    await knex.raw(`
      create trigger ops_evidence_append_only before update on ops_evidence
      for each row execute function ops_evidence_refuse_update()`);
  } else {
    await knex.raw(`
      create trigger ops_evidence_append_only before update on ops_evidence
      begin select raise(abort, 'evidence is append-only'); end`);
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('ops_evidence_current');
  await knex.schema.dropTable('ops_evidence');
  if (isPostgres(knex)) {
    await knex.raw('drop function ops_evidence_refuse_update()');
  }
};
