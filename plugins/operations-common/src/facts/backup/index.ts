export { backupFacts } from './backupFacts';
export { datasetStatuses } from './datasetStatus';
export { drillStatuses } from './drillStatus';
