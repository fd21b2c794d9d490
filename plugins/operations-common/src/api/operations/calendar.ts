import { z } from 'zod';
import { operationsEntityReadPermission } from '../../trust';
import { list, period } from '../fields';
import { json, OperationSpec, raw } from '../operation';
import {
  Calendar,
  CalendarSubscription,
  NewCalendarSubscription,
} from '../responses';

const readable = {
  allow: ['user', 'service'],
  permission: operationsEntityReadPermission,
} as const;

const people = {
  allow: ['user'],
  permission: operationsEntityReadPermission,
} as const;

const narrowed = { owner: list.optional(), type: list.optional() };

/** Everything that has a date, and the addresses under which calendar applications read it. */
export const calendarOperations = {
  getCalendar: {
    method: 'GET',
    path: '/v1/calendar',
    summary: 'Windows, audits, drills, proofs and waivers with their dates',
    query: period.extend(narrowed),
    response: json<Calendar>('Calendar'),
    ...readable,
  },
  getCalendarFeed: {
    method: 'GET',
    path: '/v1/calendar.ics',
    summary: 'The calendar as an iCalendar feed',
    query: period.extend(narrowed),
    response: raw('CalendarFeed', 'text/calendar'),
    ...readable,
  },
  listCalendarSubscriptions: {
    method: 'GET',
    path: '/v1/calendar/feeds',
    summary: 'Addresses that the person who asks gave to calendar applications',
    response: json<{ items: CalendarSubscription[] }>('CalendarSubscriptions'),
    ...people,
  },
  createCalendarSubscription: {
    method: 'POST',
    path: '/v1/calendar/feeds',
    summary: 'Make an address for a calendar application; it is shown once',
    body: z.strictObject({
      /** What it is for, to tell it from others: "my phone". */
      name: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .regex(/^\P{C}*$/u, 'has control characters'),
      owner: z.array(z.string().max(500)).max(100).optional(),
      type: z.array(z.string().max(100)).max(20).optional(),
    }),
    status: 201,
    response: json<NewCalendarSubscription>('NewCalendarSubscription'),
    ...people,
  },
  deleteCalendarSubscription: {
    method: 'DELETE',
    path: '/v1/calendar/feeds',
    summary: 'Take an address back; it answers nothing from then on',
    query: z.object({ id: z.string().min(1).max(64) }),
    response: json<CalendarSubscription>('CalendarSubscription'),
    ...people,
  },
} as const satisfies Record<string, OperationSpec>;
