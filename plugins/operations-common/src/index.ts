/**
 * Evidence kinds, facts, scorecards and the HTTP contract of the Operations plugins.
 *
 * @packageDocumentation
 */
export * from './evidence';
export * from './entity';
export * from './facts';
export * from './scorecards';
export * from './time';
export * from './trust';
export * from './api';
export * from './overview';
export * from './calendar';
export * from './compliance';
export * from './log';
