export * from './Page';
export * from './evidence';
export * from './entity';
export * from './scorecards';
export * from './decisions';
export * from './fleet';
export * from './compliance';
export * from './log';
