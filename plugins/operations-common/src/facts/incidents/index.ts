export { incidentFacts } from './incidentFacts';
export { incidentStatuses } from './incidentList';
export { incidentSection } from './incidentSection';
export { foldSegments } from './domain/foldSegments';
export type { TroublePoint } from './domain/foldSegments';
export type { Segment } from './domain/Incident';
export { incidentsRecorded } from './domain/population';
