export { calendarEntries } from './calendarEntries';
