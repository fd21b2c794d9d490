import {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { CallerCredentials, EntityAccess } from '../access/EntityAccess';
import { Handlers } from '../http/Handlers';
import { Streamed } from '../http/Streamed';
import { CalendarReader } from './CalendarReader';
import { toICalendar } from './toICalendar';

/** What {@link createCalendarHandlers} needs. @internal */
export interface CalendarHandlerOptions {
  access: EntityAccess;
  calendar: CalendarReader;
  clock: () => Millis;
}

function isUser(
  credentials: CallerCredentials,
): credentials is BackstageCredentials<BackstageUserPrincipal> {
  const { principal } = credentials;
  return principal.type === 'user' && principal.actor === undefined;
}

/** Everything with a date, as a list and as a file. @internal */
export function createCalendarHandlers(
  options: CalendarHandlerOptions,
): Handlers {
  const { access, calendar, clock } = options;

  async function viewOf(credentials: CallerCredentials) {
    if (isUser(credentials)) await calendar.visit(credentials);
    return access.view(credentials);
  }

  return {
    async getCalendar({ query, credentials }) {
      return calendar.read(await viewOf(credentials), query);
    },

    async getCalendarFeed({ query, credentials }) {
      const entries = await calendar.series(await viewOf(credentials), query);
      return Streamed.of(
        'text/calendar; charset=utf-8',
        toICalendar(entries, clock()),
        { 'Cache-Control': 'private, no-store' },
      );
    },
  };
}
