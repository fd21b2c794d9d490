import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { pack, unpack } from '../database/packed';
import { Feed } from './Feed';
import { FeedStore } from './FeedStore';
import { RecordedSight } from './RecordedSight';

interface FeedRow {
  id: string;
  person: string;
  name: string;
  secret_hash: string;
  owners: string | null;
  types: string | null;
  created_at: number | string;
  expires_at: number | string;
  last_read_at: number | string | null;
}

interface SightRow {
  person: string;
  seen_at: number | string;
  body: Buffer;
}

function toFeed(row: FeedRow): Feed {
  return {
    id: row.id,
    person: row.person,
    name: row.name,
    secretHash: row.secret_hash,
    ...(row.owners === null ? {} : { owners: JSON.parse(row.owners) }),
    ...(row.types === null ? {} : { types: JSON.parse(row.types) }),
    createdAt: Number(row.created_at),
    expiresAt: Number(row.expires_at),
    ...(row.last_read_at === null
      ? {}
      : { lastReadAt: Number(row.last_read_at) }),
  };
}

/** Feeds in the plugin's database. @internal */
export class DatabaseFeedStore implements FeedStore {
  static create(): DatabaseFeedStore {
    return new DatabaseFeedStore();
  }

  private constructor() {}

  async insert(trx: Knex.Transaction, feed: Feed): Promise<void> {
    await trx('ops_feed').insert({
      id: feed.id,
      person: feed.person,
      name: feed.name,
      secret_hash: feed.secretHash,
      owners: feed.owners ? JSON.stringify(feed.owners) : null,
      types: feed.types ? JSON.stringify(feed.types) : null,
      created_at: feed.createdAt,
      expires_at: feed.expiresAt,
      last_read_at: null,
    });
  }

  async byId(db: Knex, id: string): Promise<Feed | undefined> {
    const row = await db<FeedRow>('ops_feed').where({ id }).first();
    return row && toFeed(row);
  }

  async ofPerson(db: Knex, person: string): Promise<Feed[]> {
    const rows = await db<FeedRow>('ops_feed')
      .where({ person })
      .orderBy('id', 'desc');
    return rows.map(toFeed);
  }

  async remove(
    trx: Knex.Transaction,
    id: string,
    person: string,
  ): Promise<boolean> {
    return (await trx('ops_feed').where({ id, person }).delete()) > 0;
  }

  async markRead(db: Knex, id: string, at: Millis): Promise<void> {
    await db('ops_feed').where({ id }).update({ last_read_at: at });
  }

  async prune(trx: Knex.Transaction, before: Millis): Promise<void> {
    await trx('ops_feed').where('expires_at', '<', before).delete();
    await trx('ops_feed_sight')
      .whereNotIn('person', trx('ops_feed').select('person'))
      .delete();
  }

  async sight(db: Knex, person: string): Promise<RecordedSight | undefined> {
    const row = await db<SightRow>('ops_feed_sight').where({ person }).first();
    return row && (JSON.parse(await unpack(row.body)) as RecordedSight);
  }

  async seenAt(db: Knex, person: string): Promise<Millis | undefined> {
    const row = await db<SightRow>('ops_feed_sight')
      .where({ person })
      .first('seen_at');
    return row && Number(row.seen_at);
  }

  async record(
    trx: Knex.Transaction,
    person: string,
    sight: RecordedSight,
  ): Promise<void> {
    const body = Buffer.from(await pack(JSON.stringify(sight)));
    await trx('ops_feed_sight')
      .insert({ person, seen_at: sight.at, body })
      .onConflict('person')
      .merge();
  }
}
