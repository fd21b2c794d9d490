export { supportFacts } from './supportFacts';
export { supportSection } from './supportSection';
