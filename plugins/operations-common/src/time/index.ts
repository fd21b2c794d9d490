export * from './instant';
export * from './businessCalendar';
