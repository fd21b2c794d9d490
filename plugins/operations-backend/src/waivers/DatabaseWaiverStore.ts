import {
  Millis,
  toIso,
  toMillis,
  Waiver,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { whereIn } from '../database/dialect';
import { waiverState } from './waiverState';
import { WaiverEvent, WaiverRequest, WaiverStore } from './WaiverStore';

interface WaiverRow {
  id: string;
  entity_ref: string;
  entity_uid: string;
  scorecard: string;
  criterion: string;
  reason: string;
  compensating_control: string;
  ticket: string | null;
  expires_at: number | string;
  requested_by: string;
  requested_at: number | string;
}

interface EventRow {
  waiver_id: string;
  type: WaiverEvent['type'];
  by: string;
  at: number | string;
  comment: string;
  band: string | null;
}

function toRequest(row: WaiverRow): WaiverRequest {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    entityUid: row.entity_uid,
    scorecard: row.scorecard,
    criterion: row.criterion,
    reason: row.reason,
    compensatingControl: row.compensating_control,
    ...(row.ticket === null ? {} : { ticket: row.ticket }),
    expiresAt: toIso(Number(row.expires_at)),
    requestedBy: row.requested_by,
    requestedAt: toIso(Number(row.requested_at)),
  };
}

function toEvent(row: EventRow): WaiverEvent {
  return {
    waiverId: row.waiver_id,
    type: row.type,
    by: row.by,
    at: Number(row.at),
    comment: row.comment,
    ...(row.band === null ? {} : { band: row.band }),
  };
}

/** Waivers in the plugin's database. @internal */
export class DatabaseWaiverStore implements WaiverStore {
  static create(): DatabaseWaiverStore {
    return new DatabaseWaiverStore();
  }

  private constructor() {}

  async insert(trx: Knex.Transaction, request: WaiverRequest): Promise<void> {
    await trx('ops_waiver').insert({
      id: request.id,
      entity_ref: request.entityRef,
      entity_uid: request.entityUid,
      scorecard: request.scorecard,
      criterion: request.criterion,
      reason: request.reason,
      compensating_control: request.compensatingControl,
      ticket: request.ticket ?? null,
      expires_at: toMillis(request.expiresAt),
      requested_by: request.requestedBy,
      requested_at: toMillis(request.requestedAt),
    });
  }

  async addEvent(trx: Knex.Transaction, event: WaiverEvent): Promise<void> {
    const { waiverId, type, by, at, comment, band } = event;
    await trx('ops_waiver_event').insert({
      waiver_id: waiverId,
      type,
      by,
      at,
      comment,
      band: band ?? null,
    });
  }

  async byId(db: Knex, id: string, at: Millis): Promise<Waiver | undefined> {
    const rows = await db<WaiverRow>('ops_waiver').where({ id });
    return (await this.states(db, rows, at))[0];
  }

  async ofEntities(
    db: Knex,
    entityUids: readonly string[],
    at: Millis,
  ): Promise<Map<string, Waiver[]>> {
    const query = db<WaiverRow>('ops_waiver')
      .where('requested_at', '<=', at)
      .orderBy('id');
    whereIn(query, db, 'entity_uid', entityUids);
    const found = new Map<string, Waiver[]>();
    for (const waiver of await this.states(db, await query, at)) {
      const of = found.get(waiver.entityUid) ?? [];
      found.set(waiver.entityUid, [...of, waiver]);
    }
    return found;
  }

  async pending(db: Knex, at: Millis): Promise<Waiver[]> {
    const rows = await db<WaiverRow>('ops_waiver')
      .where('expires_at', '>', at)
      .orderBy('id');
    const waivers = await this.states(db, rows, at);
    return waivers.filter(waiver => waiver.state === 'pending');
  }

  private async states(
    db: Knex,
    rows: readonly WaiverRow[],
    at: Millis,
  ): Promise<Waiver[]> {
    if (rows.length === 0) return [];
    const query = db<EventRow>('ops_waiver_event')
      .where('at', '<=', at)
      .orderBy('number');
    whereIn(
      query,
      db,
      'waiver_id',
      rows.map(row => row.id),
    );
    const events = new Map<string, WaiverEvent[]>();
    for (const row of (await query) as EventRow[]) {
      const of = events.get(row.waiver_id) ?? [];
      events.set(row.waiver_id, [...of, toEvent(row)]);
    }
    return rows.map(row =>
      waiverState(toRequest(row), events.get(row.id) ?? [], at),
    );
  }
}
