export * from './Fact';
export * from './settings';
