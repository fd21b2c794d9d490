import {
  AuditorService,
  HttpRouterService,
  LoggerService,
  PermissionsService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ConditionTransformer } from '@backstage/plugin-permission-node';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { randomBytes } from 'node:crypto';
import { EntityCondition } from '../access/EntityCondition';
import { CalendarReader } from '../calendar/CalendarReader';
import { toICalendar } from '../calendar/toICalendar';
import { EntityDirectory } from '../entities/EntityDirectory';
import { createFeedHandlers } from '../feeds/createFeedHandlers';
import { createFeedRouter, FEED_PATH } from '../feeds/createFeedRouter';
import { DatabaseFeedStore } from '../feeds/DatabaseFeedStore';
import { FeedService } from '../feeds/FeedService';
import { readFeedTimes } from '../feeds/readFeedTimes';
import { SightKeeper } from '../feeds/SightKeeper';
import { Handlers } from '../http/Handlers';
import { RoleService } from '../roles/RoleService';

/** What feeds need from the rest. @internal */
export interface FeedWiring {
  db: Knex;
  config: RootConfigService;
  auditor: AuditorService;
  catalog: CatalogService;
  permissions: PermissionsService;
  httpRouter: HttpRouterService;
  logger: LoggerService;
  directory: EntityDirectory;
  roles: RoleService;
  calendar: CalendarReader;
  toConditions: ConditionTransformer<EntityCondition>;
  clock: () => Millis;
  newId: () => string;
}

/** Puts the addresses for calendar applications together, and opens their path. */
export function wireFeeds(wiring: FeedWiring): Handlers {
  const { config, calendar, httpRouter, logger, auditor, clock } = wiring;
  const times = readFeedTimes(config);
  if (!times) return {};
  const feeds = FeedService.create({
    ...wiring,
    feeds: DatabaseFeedStore.create(),
    sights: SightKeeper.create(wiring),
    times,
    newSecret: () => randomBytes(32).toString('base64url'),
  });
  calendar.onVisit(credentials => feeds.visit(credentials));
  httpRouter.addAuthPolicy({ path: FEED_PATH, allow: 'unauthenticated' });
  httpRouter.use(
    createFeedRouter({
      feeds,
      logger,
      render: async ({ feed, view }) => {
        const entries = await calendar.series(view, {
          owner: feed.owners,
          type: feed.types,
        });
        return toICalendar(entries, clock());
      },
    }),
  );
  return createFeedHandlers({ feeds, auditor });
}
