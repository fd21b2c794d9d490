import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  CalendarSubscription,
  Millis,
  NewCalendarSubscription,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { CallerView } from '../access/EntityAccess';
import { requirePerson } from '../access/requirePerson';
import { inTransaction } from '../database/inTransaction';
import { Feed, FeedTimes, restsAt, toSubscription } from './Feed';
import { FeedStore } from './FeedStore';
import {
  feedSecretHash,
  formatFeedToken,
  isFeedSecret,
  parseFeedToken,
} from './feedToken';
import { SightKeeper } from './SightKeeper';

type Credentials = BackstageCredentials<BackstageUserPrincipal>;

const HOUR = 3_600_000;

/** Feeds of one person at most. */
const MOST = 10;

/** A feed that ended stays listed this long, so that its owner sees why it fell silent. */
const KEPT: Millis = 30 * 24 * HOUR;

/** What {@link FeedService} needs. @internal */
export interface FeedServiceOptions {
  db: Knex;
  feeds: FeedStore;
  sights: SightKeeper;
  times: FeedTimes;
  clock: () => Millis;
  newId: () => string;
  /** 32 random bytes in base64url. */
  newSecret: () => string;
}

/** A feed that was asked for with its token, and what its owner may see at this moment. @internal */
export interface OpenFeed {
  feed: Feed;
  view: Pick<CallerView, 'filter'>;
}

/** Addresses for calendar applications: made and taken back by people, opened by whoever has the token. @internal */
export class FeedService {
  static create(options: FeedServiceOptions): FeedService {
    return new FeedService(options);
  }

  private constructor(private readonly options: FeedServiceOptions) {}

  async list(credentials: Credentials): Promise<CalendarSubscription[]> {
    const { db, feeds, times, clock } = this.options;
    const person = requirePerson(credentials);
    await this.visit(credentials);
    const seenAt = (await feeds.seenAt(db, person)) ?? 0;
    return (await feeds.ofPerson(db, person)).map(feed =>
      toSubscription(feed, seenAt, times, clock()),
    );
  }

  async create(
    credentials: Credentials,
    wanted: { name: string; owner?: string[]; type?: string[] },
  ): Promise<NewCalendarSubscription> {
    const { db, feeds, sights, times, clock, newId, newSecret } = this.options;
    const person = requirePerson(credentials);
    const sight = await sights.record(credentials);
    const now = clock();
    const secret = newSecret();
    const feed: Feed = {
      id: newId(),
      person,
      name: wanted.name,
      secretHash: feedSecretHash(secret),
      ...(wanted.owner?.length ? { owners: wanted.owner } : {}),
      ...(wanted.type?.length ? { types: wanted.type } : {}),
      createdAt: now,
      expiresAt: now + times.lifetime,
    };
    await inTransaction(db, async trx => {
      await feeds.prune(trx, now - KEPT);
      const own = await feeds.ofPerson(trx, person);
      if (own.length >= MOST) {
        throw new ConflictError(
          `There are ${MOST} addresses already; take one back first`,
        );
      }
      if (own.some(({ name }) => name === feed.name)) {
        throw new InputError(`name: there is an address "${feed.name}"`);
      }
      await feeds.insert(trx, feed);
      await feeds.record(trx, person, sight);
    });
    const token = formatFeedToken({ id: feed.id, secret });
    return {
      ...toSubscription(feed, sight.at, times, now),
      path: `/v1/calendar-feed/${token}.ics`,
    };
  }

  /** @throws NotFoundError also for feeds of others: nobody learns that they exist */
  async remove(
    credentials: Credentials,
    id: string,
  ): Promise<CalendarSubscription> {
    const { db, feeds, times, clock } = this.options;
    const person = requirePerson(credentials);
    return inTransaction(db, async trx => {
      const feed = await feeds.byId(trx, id);
      const removed = feed && (await feeds.remove(trx, id, person));
      if (!removed) throw new NotFoundError(`There is no address ${id}`);
      const seenAt = (await feeds.seenAt(trx, person)) ?? 0;
      return toSubscription(feed, seenAt, times, clock());
    });
  }

  /** Takes note of what a person who has feeds sees now, once an hour. */
  async visit(credentials: Credentials): Promise<void> {
    const { db, feeds, sights, clock } = this.options;
    const person = requirePerson(credentials);
    const seenAt = await feeds.seenAt(db, person);
    if (seenAt === undefined || clock() - seenAt < HOUR) return;
    const sight = await sights.record(credentials);
    await inTransaction(db, trx => feeds.record(trx, person, sight));
  }

  /** The feed of a token; undefined, whatever the reason, when it answers nothing. */
  async open(text: string): Promise<OpenFeed | undefined> {
    const { db, feeds, sights, times, clock } = this.options;
    const token = parseFeedToken(text);
    if (!token) return undefined;
    const feed = await feeds.byId(db, token.id);
    if (!isFeedSecret(token.secret, feed?.secretHash) || !feed) {
      return undefined;
    }
    const now = clock();
    const sight = await feeds.sight(db, feed.person);
    if (!sight || now >= feed.expiresAt) return undefined;
    if (now >= restsAt(sight.at, times)) return undefined;
    const view = await sights.view(feed.person, sight);
    if (!view) return undefined;
    if (feed.lastReadAt === undefined || now - feed.lastReadAt >= HOUR) {
      await feeds.markRead(db, feed.id, now);
    }
    return { feed, view };
  }
}
