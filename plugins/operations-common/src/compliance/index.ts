export { entityStandards } from './entityStandards';
export type { EntityStandard } from './EntityStandard';
export { standardOf, unnamedStandard } from './standardOf';
export type { Standard } from './standardOf';
export { standardEntity, standardPostures } from './standardPosture';
export type { StandardRow } from './standardPosture';
