export * from './Scorecard';
export * from './Result';
