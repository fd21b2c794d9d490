export { calendarEntries } from './calendarEntries';
export { calendarKinds } from './calendarKinds';
export { expandEntries } from './expandEntries';
export { occurrences, ruleWithInstant } from '../time/recurrence';
export type { Recurrence } from '../time/recurrence';
