import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** Something that people should hear of. @internal */
export interface Notice {
  /** Users and groups. */
  recipients: string[];
  title: string;
  description?: string;
  /** Path in the app, built by us and never by what was sent. */
  link: string;
  severity: 'high' | 'normal' | 'low';
  /** A later notice of the same scope takes the place of the earlier one. */
  scope: string;
}

/** A notice that has been taken to be sent. @internal */
export interface TakenNotice {
  id: string;
  notice: Notice;
  /** How often it has been taken, this time included. */
  attempts: number;
}

/** Notices that are sent once the change which they are about is committed. @internal */
export interface Outbox {
  add(
    trx: Knex.Transaction,
    notices: readonly Notice[],
    now: Millis,
  ): Promise<void>;

  /** Takes notices for a few minutes; until then no other replica takes them. */
  take(
    trx: Knex.Transaction,
    now: Millis,
    limit: number,
  ): Promise<TakenNotice[]>;

  remove(db: Knex, id: string): Promise<void>;
}
