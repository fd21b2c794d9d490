export * from './sections';
export * from './Overview';
export * from './responses';
export * from './operation';
export * from './contract';
export * from './openapi';
export * from './client';
