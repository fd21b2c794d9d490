export { incidentFacts } from './incidentFacts';
export { incidentSection } from './incidentSection';
