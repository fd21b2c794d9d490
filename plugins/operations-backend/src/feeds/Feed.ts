import {
  CalendarSubscription,
  Millis,
  toIso,
} from '@backstage-operations/plugin-operations-common';

/** An address that a person gave to a calendar application. @internal */
export interface Feed {
  /** ULID. */
  id: string;
  person: string;
  name: string;
  /** SHA-256 of the secret, hex. */
  secretHash: string;
  owners?: readonly string[];
  types?: readonly string[];
  createdAt: Millis;
  expiresAt: Millis;
  lastReadAt?: Millis;
}

/** How long feeds answer. @internal */
export interface FeedTimes {
  /** Since they were made. */
  lifetime: Millis;
  /** Since the person was last here. */
  presence: Millis;
  /** Visits before this instant don't count; for the day on which a policy is tightened. */
  validFrom: Millis;
}

/** Until when a feed answers without another visit. @internal */
export function restsAt(seenAt: Millis, times: FeedTimes): Millis {
  return seenAt < times.validFrom ? seenAt : seenAt + times.presence;
}

/** The feed as its owner sees it. @internal */
export function toSubscription(
  feed: Feed,
  seenAt: Millis,
  times: FeedTimes,
  now: Millis,
): CalendarSubscription {
  const rests = restsAt(seenAt, times);
  const awake = now < rests ? 'active' : 'resting';
  return {
    id: feed.id,
    name: feed.name,
    ...(feed.owners ? { owner: [...feed.owners] } : {}),
    ...(feed.types ? { type: [...feed.types] } : {}),
    createdAt: toIso(feed.createdAt),
    expiresAt: toIso(feed.expiresAt),
    ...(feed.lastReadAt === undefined
      ? {}
      : { lastReadAt: toIso(feed.lastReadAt) }),
    restsAt: toIso(Math.min(rests, feed.expiresAt)),
    state: now >= feed.expiresAt ? 'expired' : awake,
  };
}
