import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { pack, unpack } from '../database/packed';
import {
  Edition,
  Feed,
  FeedCheck,
  KnowledgeStore,
  NewEdition,
} from './KnowledgeStore';

interface EditionRow {
  number: number;
  feed: Feed;
  origin: Edition['origin'];
  digest: string;
  version: string | null;
  published_at: number | string;
  entries: number;
}

/** Editions of the feeds in the plugin's database. @internal */
export class DatabaseKnowledgeStore implements KnowledgeStore {
  static create(): DatabaseKnowledgeStore {
    return new DatabaseKnowledgeStore();
  }

  private constructor() {}

  async editions(db: Knex, at?: Millis): Promise<Edition[]> {
    const newest = db('ops_knowledge').groupBy('feed').max('number');
    if (at !== undefined) newest.where('known_from', '<=', at);
    const rows: EditionRow[] = await db('ops_knowledge')
      .whereIn('number', newest)
      .orderBy('feed')
      .select(
        'number',
        'feed',
        'origin',
        'digest',
        'version',
        'published_at',
        'entries',
      );
    return rows.map(({ published_at, version, ...row }) => ({
      ...row,
      ...(version === null ? {} : { version }),
      publishedAt: Number(published_at),
    }));
  }

  async body(db: Knex, number: number): Promise<string> {
    const row: { body: Buffer } | undefined = await db('ops_knowledge')
      .where({ number })
      .first('body');
    return row ? unpack(row.body) : '[]';
  }

  async append(
    trx: Knex.Transaction,
    edition: NewEdition,
    at: Millis,
  ): Promise<void> {
    const { publishedAt, body, version, ...row } = edition;
    // Scores decide nothing, so that nobody has to compute a past verdict from those of then.
    if (edition.feed === 'epss') {
      await trx('ops_knowledge').where('feed', 'epss').delete();
    }
    await trx('ops_knowledge').insert({
      ...row,
      version: version ?? null,
      known_from: at,
      published_at: publishedAt,
      body: await pack(body),
    });
  }

  async checks(db: Knex): Promise<FeedCheck[]> {
    const rows: {
      feed: Feed;
      checked_at: number | string;
      read_at: number | string | null;
      error: string | null;
    }[] = await db('ops_knowledge_check');
    return rows.map(({ feed, checked_at, read_at, error }) => ({
      feed,
      checkedAt: Number(checked_at),
      ...(read_at === null ? {} : { readAt: Number(read_at) }),
      ...(error === null ? {} : { error }),
    }));
  }

  async check(db: Knex, check: FeedCheck): Promise<void> {
    const { feed, checkedAt, readAt, error } = check;
    const row = {
      feed,
      checked_at: checkedAt,
      error: error ?? null,
      ...(readAt === undefined ? {} : { read_at: readAt }),
    };
    await db('ops_knowledge_check').insert(row).onConflict('feed').merge(row);
  }

  async scanned(db: Knex): Promise<string[]> {
    const rows: { entity_ref: string }[] = await db('ops_entity as e')
      .join('ops_scan as s', 's.entity_uid', 'e.uid')
      .whereNull('e.vanished_at')
      .distinct('e.entity_ref');
    return rows.map(row => row.entity_ref).sort();
  }
}
