import { AuditorService } from '@backstage/backend-plugin-api';
import { checkEntryTypes } from '../calendar/entryTypes';
import { Handlers } from '../http/Handlers';
import { audited } from '../log/audited';
import { FeedService } from './FeedService';

/** Addresses for calendar applications, as their owners manage them. @internal */
export function createFeedHandlers(options: {
  feeds: FeedService;
  auditor: AuditorService;
}): Handlers {
  const { feeds, auditor } = options;
  return {
    async listCalendarSubscriptions({ credentials }) {
      return { items: await feeds.list(credentials) };
    },

    async createCalendarSubscription({ body, credentials, request }) {
      checkEntryTypes(body.type, 'type');
      return audited(
        auditor,
        { eventId: 'calendar-feed-create', request, meta: { name: body.name } },
        () => feeds.create(credentials, body),
      );
    },

    async deleteCalendarSubscription({ query, credentials, request }) {
      return audited(
        auditor,
        { eventId: 'calendar-feed-revoke', request, meta: { id: query.id } },
        () => feeds.remove(credentials, query.id),
      );
    },
  };
}
