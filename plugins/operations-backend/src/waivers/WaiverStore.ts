import { Millis, Waiver } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** What happened to a waiver after its request. @internal */
export interface WaiverEvent {
  waiverId: string;
  type: 'approved' | 'denied' | 'revoked' | 'worsened';
  by: string;
  at: Millis;
  comment: string;
  /** How bad the criterion was when it was approved. */
  band?: string;
}

/** A request, before anybody decided. @internal */
export type WaiverRequest = Pick<
  Waiver,
  | 'id'
  | 'entityRef'
  | 'entityUid'
  | 'scorecard'
  | 'criterion'
  | 'reason'
  | 'compensatingControl'
  | 'ticket'
  | 'expiresAt'
  | 'requestedBy'
  | 'requestedAt'
>;

/** Keeps requests and what was decided about them; nothing is changed or deleted. @internal */
export interface WaiverStore {
  insert(trx: Knex.Transaction, request: WaiverRequest): Promise<void>;

  addEvent(trx: Knex.Transaction, event: WaiverEvent): Promise<void>;

  /** One waiver as it stands at an instant. */
  byId(db: Knex, id: string, at: Millis): Promise<Waiver | undefined>;

  /** Waivers by entity uid, as they stood at an instant. */
  ofEntities(
    db: Knex,
    entityUids: readonly string[],
    at: Millis,
  ): Promise<Map<string, Waiver[]>>;

  /** Waivers that wait for a decision at an instant. */
  pending(db: Knex, at: Millis): Promise<Waiver[]>;
}
