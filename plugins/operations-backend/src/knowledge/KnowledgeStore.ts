import {
  KnowledgeSource,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** A list of what is known of vulnerabilities. @internal */
export type Feed = KnowledgeSource['feed'];

/** One edition of a feed, without its entries. @internal */
export interface Edition extends Omit<KnowledgeSource, 'error'> {
  /** Ascending; a later edition replaces an earlier one. */
  number: number;
}

/** An edition that was just read. @internal */
export interface NewEdition extends Omit<Edition, 'number'> {
  body: string;
}

/** How the last reading of a feed went. @internal */
export interface FeedCheck {
  feed: Feed;
  checkedAt: Millis;
  /** Of the last reading that went well. */
  readAt?: Millis;
  error?: string;
}

/** Keeps editions of the feeds for all replicas. @internal */
export interface KnowledgeStore {
  /** The edition of each feed in force at an instant; now when absent. */
  editions(db: Knex, at?: Millis): Promise<Edition[]>;

  /** Entries of an edition as they were written. */
  body(db: Knex, number: number): Promise<string>;

  append(trx: Knex.Transaction, edition: NewEdition, at: Millis): Promise<void>;

  checks(db: Knex): Promise<FeedCheck[]>;

  /** Remembers a reading; a failed one leaves `readAt` as it was. */
  check(db: Knex, check: FeedCheck): Promise<void>;

  /** Entities of the catalog whose scans the knowledge applies to. */
  scanned(db: Knex): Promise<string[]>;
}
