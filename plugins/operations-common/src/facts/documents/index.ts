export { documentFacts } from './documentFacts';
export { documentSection } from './documentSection';
export type { RequiredDocument } from './documentSection';
export { documentTypes } from './documentTypes';
