export { improvementFacts } from './improvementFacts';
export { improvementSection } from './improvementSection';
