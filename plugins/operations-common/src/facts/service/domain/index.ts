export * from './sample';
export * from './errorBudget';
export * from './timeToExhaustion';
export * from './burnAlerts';
export * from './sli';
export * from './sloState';
export * from './groupedSli';
