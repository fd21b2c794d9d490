export * from './Scorecard';
export * from './Result';
export * from './EvaluationInput';
