export * from './Fact';
export * from './settings';
export * from './round';
export * from './catalogue';
