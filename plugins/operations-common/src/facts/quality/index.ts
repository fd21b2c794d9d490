export { attestationFacts } from './attestationFacts';
export { qualityFacts } from './qualityFacts';
