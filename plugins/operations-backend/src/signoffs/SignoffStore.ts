import {
  Millis,
  SignoffDecision,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** What one criterion or exit of one entity is decided in. @internal */
export interface SignoffPlace {
  entityUid: string;
  scorecard: string;
  /** Criterion id, or `exit`. */
  criterion: string;
}

/** Something that happened to a decision afterwards. @internal */
export interface SignoffEvent {
  signoffId: string;
  type: 'revoked' | 'cleared';
  by: string;
  at: Millis;
  reason: string;
}

/** Keeps decisions and what happened to them; nothing is changed or deleted. @internal */
export interface SignoffStore {
  /**
   * Adds a decision and seats its people.
   *
   * @param people - those who take a seat; none where one person may sit in several slots
   * @throws ConflictError where one of them sits in another slot of the same place
   */
  insert(
    trx: Knex.Transaction,
    decision: SignoffDecision,
    people: readonly string[],
  ): Promise<void>;

  /** Frees the seats of decisions that no longer count. */
  keepSeats(
    trx: Knex.Transaction,
    place: SignoffPlace,
    standing: readonly string[],
  ): Promise<void>;

  /** Remembers that a decision was revoked or cleared; false when it already was. */
  addEvent(trx: Knex.Transaction, event: SignoffEvent): Promise<boolean>;

  byId(db: Knex, id: string): Promise<SignoffDecision | undefined>;

  /** Decisions by entity uid, as they stood at an instant. */
  ofEntities(
    db: Knex,
    entityUids: readonly string[],
    at: Millis,
  ): Promise<Map<string, SignoffDecision[]>>;

  /** Entities on which somebody decided; on which some people did, where they are given. */
  signedEntities(db: Knex, people?: readonly string[]): Promise<string[]>;
}
