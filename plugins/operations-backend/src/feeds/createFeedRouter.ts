import { LoggerService } from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { rateLimit } from 'express-rate-limit';
import { hideInternals } from '../http/hideInternals';
import { FeedService, OpenFeed } from './FeedService';

/** Where feeds are read; the only path of the plugin that is open without credentials of the portal. @internal */
export const FEED_PATH = '/v1/calendar-feed';

const MINUTE = 60_000;

/** What {@link createFeedRouter} needs. @internal */
export interface FeedRouterOptions {
  feeds: Pick<FeedService, 'open'>;
  /** The calendar of an opened feed, as iCalendar text. */
  render: (open: OpenFeed) => Promise<string>;
  logger: LoggerService;
  /** Refused requests of one address within five minutes, and answered ones of one feed within a minute, at most. */
  limits?: { refused: number; read: number };
}

/**
 * Serves calendars to whoever has the token of a feed.
 *
 * @remarks
 * Every request that is not answered is refused in the same words, so that nobody learns whether a feed expired, rests, was taken
 * back or never was. The token is taken out of the request before anything else happens, so that request logs don't have it.
 * @internal
 */
export function createFeedRouter(options: FeedRouterOptions): Router {
  const { feeds, render, logger, limits = { refused: 30, read: 30 } } = options;
  const router = PromiseRouter();
  const tokens = new WeakMap<object, string>();

  router.use(FEED_PATH, (request, _response, next) => {
    tokens.set(request, request.path.slice(1).replace(/\.ics$/, ''));
    const hidden = `${request.baseUrl}/hidden.ics`;
    request.originalUrl = hidden;
    request.url = '/hidden.ics';
    next();
  });
  // The framework may be behind a proxy or not; both are its configuration, not ours.
  const validate = { xForwardedForHeader: false, trustProxy: false };
  router.use(
    FEED_PATH,
    rateLimit({
      windowMs: 5 * MINUTE,
      limit: limits.refused,
      skipSuccessfulRequests: true,
      standardHeaders: 'draft-7',
      legacyHeaders: false,
      validate,
    }),
    rateLimit({
      windowMs: MINUTE,
      limit: limits.read,
      standardHeaders: false,
      legacyHeaders: false,
      validate,
      // By feed: many people may share one address.
      keyGenerator: request => tokens.get(request)?.slice(0, 26) ?? '',
    }),
  );

  router.get(`${FEED_PATH}/hidden.ics`, async (request, response) => {
    const open = await feeds.open(tokens.get(request) ?? '');
    if (!open) throw new AuthenticationError('There is no such calendar');
    response.set({
      'Content-Type': 'text/calendar; charset=utf-8',
      'Cache-Control': 'private, no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
    });
    response.send(await render(open));
  });
  router.use(FEED_PATH, () => {
    throw new AuthenticationError('There is no such calendar');
  });
  router.use(FEED_PATH, hideInternals(logger));
  return router;
}
