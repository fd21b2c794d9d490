export * from './sections';
export * from './Overview';
