export * from './Fact';
export * from './settings';
export * from './round';
export * from './catalogue';
export * from './service/domain';
export { sloStatuses, goldenSignals } from './service';
export { incidentSection } from './incidents';
export { datasetStatuses, drillStatuses } from './backup';
