import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { ChangeCause } from './codes';

/** What an evaluation leaves for the next one. @internal */
export interface DueEntry {
  entityRef: string;
  /** When the entity is evaluated next. */
  dueAt: Millis;
  /** Of the inputs that the evaluation rested on, see `InputStore`. */
  inputDigest: string;
}

/** A locked row of the queue. @internal */
export interface LockedEntity {
  entityRef: string;
  dueAt: Millis;
  cause: ChangeCause;
  inputDigest?: string;
}

/** An entity whose turn it is. @internal */
export interface DueEntity {
  entityRef: string;
  cause: ChangeCause;
  /** Failed evaluations in a row. */
  attempts: number;
}

/**
 * The queue of coming evaluations, shared by any number of replicas.
 *
 * @remarks
 * An entity's row is its lock: whoever evaluates or decides holds it to the end of the transaction, so that of two
 * transactions that add evidence to one entity the second sees what the first wrote. Requests from outside that lock
 * come as nudges, which never wait for anybody.
 * @internal
 */
export interface DueStore {
  /** Locks the entities, in one order for everybody, and returns their rows; unknown ones are added as due now. */
  lock(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
    now: Millis,
  ): Promise<Map<string, LockedEntity>>;

  /** Locks and returns entities that are due and that nobody else holds. */
  claim(
    trx: Knex.Transaction,
    now: Millis,
    limit: number,
  ): Promise<DueEntity[]>;

  /** Sets the next evaluation of locked entities after a successful one. */
  schedule(trx: Knex.Transaction, entries: readonly DueEntry[]): Promise<void>;

  /** Puts a claimed entity off after a failed evaluation. */
  postpone(
    trx: Knex.Transaction,
    entityRef: string,
    dueAt: Millis,
  ): Promise<void>;

  /** Forgets entities that no longer exist. */
  remove(trx: Knex.Transaction, entityRefs: readonly string[]): Promise<void>;

  /** Asks for an evaluation as soon as possible, without waiting for locks. */
  nudge(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
    cause: ChangeCause,
  ): Promise<void>;

  /** Turns waiting nudges into due rows, but for entities that somebody holds right now; returns how many it took. */
  takeNudges(
    trx: Knex.Transaction,
    now: Millis,
    limit: number,
  ): Promise<number>;

  /** Makes every known entity due now. */
  nudgeAll(
    trx: Knex.Transaction,
    now: Millis,
    cause: ChangeCause,
  ): Promise<void>;

  /** Entities due at an instant, with evaluations asked for since, and since when the longest waiting one is; for metrics. */
  backlog(db: Knex, now: Millis): Promise<{ due: number; since?: Millis }>;
}
