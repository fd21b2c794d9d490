import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { Feed } from './Feed';
import { RecordedSight } from './RecordedSight';

/** Keeps feeds, and what their owners may see. @internal */
export interface FeedStore {
  insert(trx: Knex.Transaction, feed: Feed): Promise<void>;
  byId(db: Knex, id: string): Promise<Feed | undefined>;
  /** Newest first. */
  ofPerson(db: Knex, person: string): Promise<Feed[]>;
  /** @returns whether there was one of that person */
  remove(trx: Knex.Transaction, id: string, person: string): Promise<boolean>;
  markRead(db: Knex, id: string, at: Millis): Promise<void>;
  /** Feeds that ended before an instant, and sights of people without any. */
  prune(trx: Knex.Transaction, before: Millis): Promise<void>;

  sight(db: Knex, person: string): Promise<RecordedSight | undefined>;
  /** When the person was last here; undefined for somebody without a recorded sight. */
  seenAt(db: Knex, person: string): Promise<Millis | undefined>;
  record(
    trx: Knex.Transaction,
    person: string,
    sight: RecordedSight,
  ): Promise<void>;
}
