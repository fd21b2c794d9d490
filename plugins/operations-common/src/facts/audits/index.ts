export { auditFacts } from './auditFacts';
export { auditSection } from './auditSection';
