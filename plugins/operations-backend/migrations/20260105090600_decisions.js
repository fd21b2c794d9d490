// @ts-check

/**
 * Decisions of people: sign-offs, exceptions, delegations, and what goes out about them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('ops_signoff', table => {
    table.comment('Append-only; only the comment may be erased');
    table.text('id').primary().comment('ULID');
    table.text('entity_ref').notNullable();
    table.text('entity_uid').notNullable();
    table.text('scorecard').notNullable();
    table.text('criterion').notNullable().comment('Id, or exit');
    table.text('slot').notNullable();
    table.text('role').notNullable();
    table.text('decision').notNullable().comment('approve or reject');
    table.text('comment').notNullable();
    table.text('decided_by').notNullable();
    table.text('on_behalf_of').comment('Who delegated');
    table.bigInteger('at').notNullable().comment('Milliseconds');
    table.text('subject_digest').notNullable();
    table.text('subject').notNullable().comment('Canonical JSON, as hashed');
    table.index(['entity_uid', 'at'], 'ops_signoff_entity_idx');
    table.index(['decided_by'], 'ops_signoff_person_idx');
  });

  await knex.schema.createTable('ops_signoff_event', table => {
    table.comment('Append-only: what happened to a decision afterwards');
    table.text('signoff_id').notNullable();
    table.text('type').notNullable().comment('revoked or cleared');
    table.text('by').notNullable();
    table.bigInteger('at').notNullable().comment('Milliseconds');
    table.text('reason').notNullable();
    table.primary(['signoff_id', 'type'], 'ops_signoff_event_pk');
  });

  await knex.schema.createTable('ops_seat', table => {
    table.comment('Who sits in a slot at present: one person, one slot');
    table.text('entity_uid').notNullable();
    table.text('scorecard').notNullable();
    table.text('criterion').notNullable();
    table.text('person').notNullable();
    table.text('slot').notNullable();
    table.text('signoff_id').notNullable();
    table.text('entity_ref').notNullable();
    table.primary(
      ['entity_uid', 'scorecard', 'criterion', 'person'],
      'ops_seat_pk',
    );
    table.index(['person'], 'ops_seat_person_idx');
  });

  await knex.schema.createTable('ops_waiver', table => {
    table.comment('Append-only: requests');
    table.text('id').primary().comment('ULID');
    table.text('entity_ref').notNullable();
    table.text('entity_uid').notNullable();
    table.text('scorecard').notNullable();
    table.text('criterion').notNullable();
    table.text('reason').notNullable();
    table.text('compensating_control').notNullable();
    table.text('ticket');
    table.bigInteger('expires_at').notNullable().comment('Milliseconds');
    table.text('requested_by').notNullable();
    table.bigInteger('requested_at').notNullable().comment('Milliseconds');
    table.index(['entity_uid'], 'ops_waiver_entity_idx');
    table.index(['expires_at'], 'ops_waiver_expiry_idx');
  });

  await knex.schema.createTable('ops_waiver_event', table => {
    table.comment('Append-only: what was decided, and what became worse');
    table.increments('number');
    table.text('waiver_id').notNullable();
    table
      .text('type')
      .notNullable()
      .comment('approved, denied, revoked or worsened');
    table.text('by').notNullable();
    table.bigInteger('at').notNullable().comment('Milliseconds');
    table.text('comment').notNullable();
    table.text('band').comment('How bad it was when approved');
    table.index(['waiver_id', 'number'], 'ops_waiver_event_idx');
  });

  await knex.schema.createTable('ops_delegation', table => {
    table.text('id').primary().comment('ULID');
    table.text('delegator').notNullable();
    table.text('delegate').notNullable();
    table.text('roles').notNullable().comment('JSON array; empty: all');
    table.bigInteger('starts_at').notNullable().comment('Milliseconds');
    table.bigInteger('ends_at').notNullable().comment('Milliseconds');
    table.text('reason').notNullable();
    table.bigInteger('created_at').notNullable().comment('Milliseconds');
    table.bigInteger('revoked_at').comment('Milliseconds');
    table.index(['delegate', 'ends_at'], 'ops_delegation_delegate_idx');
    table.index(['delegator', 'ends_at'], 'ops_delegation_delegator_idx');
  });

  await knex.schema.createTable('ops_idempotency', table => {
    table.text('actor').notNullable();
    table.text('key').notNullable();
    table.text('request_digest').notNullable();
    table.text('answer').comment('JSON; null while the work is under way');
    table.bigInteger('at').notNullable().comment('Milliseconds');
    table.primary(['actor', 'key'], 'ops_idempotency_pk');
    table.index(['at'], 'ops_idempotency_at_idx');
  });

  await knex.schema.createTable('ops_outbox', table => {
    table.comment('Notices that are sent once their change is committed');
    table.bigIncrements('id');
    table.text('body').notNullable().comment('JSON');
    table.integer('attempts').notNullable().defaultTo(0);
    table.bigInteger('not_before').notNullable().comment('Milliseconds');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [
    'ops_outbox',
    'ops_idempotency',
    'ops_delegation',
    'ops_waiver_event',
    'ops_waiver',
    'ops_seat',
    'ops_signoff_event',
    'ops_signoff',
  ]) {
    await knex.schema.dropTable(table);
  }
};
