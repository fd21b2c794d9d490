import { isDatabaseConflictError } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import {
  canonicalJson,
  Millis,
  SignoffDecision,
  SignoffSubject,
  toIso,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { whereIn } from '../database/dialect';
import { SignoffEvent, SignoffPlace, SignoffStore } from './SignoffStore';

interface SignoffRow {
  id: string;
  entity_ref: string;
  entity_uid: string;
  scorecard: string;
  criterion: string;
  slot: string;
  role: string;
  decision: 'approve' | 'reject';
  comment: string;
  decided_by: string;
  on_behalf_of: string | null;
  at: number | string;
  subject_digest: string;
  subject: string;
}

interface EventRow {
  signoff_id: string;
  type: SignoffEvent['type'];
  by: string;
  at: number | string;
  reason: string;
}

function toDecision(
  row: SignoffRow,
  events: readonly EventRow[],
): SignoffDecision {
  const happened = Object.fromEntries(
    events.map(({ type, by, at, reason }) => [
      type,
      { by, at: toIso(Number(at)), reason },
    ]),
  ) as Pick<SignoffDecision, 'revoked' | 'cleared'>;
  return {
    id: row.id,
    entityRef: row.entity_ref,
    entityUid: row.entity_uid,
    scorecard: row.scorecard,
    criterion: row.criterion,
    slot: row.slot,
    role: row.role,
    decision: row.decision,
    comment: row.comment,
    by: row.decided_by,
    ...(row.on_behalf_of === null ? {} : { onBehalfOf: row.on_behalf_of }),
    at: toIso(Number(row.at)),
    subjectDigest: row.subject_digest,
    subject: JSON.parse(row.subject) as SignoffSubject,
    ...happened,
  };
}

/** Decisions in the plugin's database. @internal */
export class DatabaseSignoffStore implements SignoffStore {
  static create(): DatabaseSignoffStore {
    return new DatabaseSignoffStore();
  }

  private constructor() {}

  async insert(
    trx: Knex.Transaction,
    decision: SignoffDecision,
    people: readonly string[],
  ): Promise<void> {
    const { id, entityRef, entityUid, scorecard, criterion, slot } = decision;
    await trx('ops_signoff').insert({
      id,
      entity_ref: entityRef,
      entity_uid: entityUid,
      scorecard,
      criterion,
      slot,
      role: decision.role,
      decision: decision.decision,
      comment: decision.comment,
      decided_by: decision.by,
      on_behalf_of: decision.onBehalfOf ?? null,
      at: toMillis(decision.at),
      subject_digest: decision.subjectDigest,
      subject: canonicalJson(decision.subject),
    });
    if (people.length === 0) return;
    try {
      await trx('ops_seat').insert(
        people.map(person => ({
          entity_uid: entityUid,
          scorecard,
          criterion,
          person,
          slot,
          signoff_id: id,
          entity_ref: entityRef,
        })),
      );
    } catch (error) {
      if (!isDatabaseConflictError(error)) throw error;
      throw new ConflictError('one of these people has signed here already');
    }
  }

  async keepSeats(
    trx: Knex.Transaction,
    place: SignoffPlace,
    standing: readonly string[],
  ): Promise<void> {
    await trx('ops_seat')
      .where({
        entity_uid: place.entityUid,
        scorecard: place.scorecard,
        criterion: place.criterion,
      })
      .whereNotIn('signoff_id', [...standing])
      .delete();
  }

  async addEvent(trx: Knex.Transaction, event: SignoffEvent): Promise<boolean> {
    const { signoffId, type, by, at, reason } = event;
    const key = { signoff_id: signoffId };
    if (await trx('ops_signoff_event').where(key).first()) return false;
    await trx('ops_signoff_event').insert({ ...key, type, by, at, reason });
    await trx('ops_seat').where(key).delete();
    return true;
  }

  async byId(db: Knex, id: string): Promise<SignoffDecision | undefined> {
    const row = await db<SignoffRow>('ops_signoff').where({ id }).first();
    if (!row) return undefined;
    const events = await db<EventRow>('ops_signoff_event').where({
      signoff_id: id,
    });
    return toDecision(row, events);
  }

  async ofEntities(
    db: Knex,
    entityUids: readonly string[],
    at: Millis,
  ): Promise<Map<string, SignoffDecision[]>> {
    const found = new Map<string, SignoffDecision[]>();
    const select = db<SignoffRow>('ops_signoff')
      .where('at', '<=', at)
      .orderBy('id');
    whereIn(select, db, 'entity_uid', entityUids);
    const rows: SignoffRow[] = await select;
    if (rows.length === 0) return found;
    const later = db<EventRow>('ops_signoff_event').where('at', '<=', at);
    whereIn(
      later,
      db,
      'signoff_id',
      rows.map(row => row.id),
    );
    const events = new Map<string, EventRow[]>();
    for (const event of (await later) as EventRow[]) {
      const of = events.get(event.signoff_id) ?? [];
      events.set(event.signoff_id, [...of, event]);
    }
    for (const row of rows) {
      const decisions = found.get(row.entity_uid) ?? [];
      decisions.push(toDecision(row, events.get(row.id) ?? []));
      found.set(row.entity_uid, decisions);
    }
    return found;
  }

  async signedEntities(
    db: Knex,
    people?: readonly string[],
  ): Promise<string[]> {
    const query = db('ops_signoff').distinct('entity_ref');
    if (people) {
      query.where(either => {
        whereIn(either, db, 'decided_by', people);
        either.orWhere(delegator =>
          whereIn(delegator, db, 'on_behalf_of', people),
        );
      });
    }
    const rows: { entity_ref: string }[] = await query;
    return rows.map(row => row.entity_ref);
  }
}
