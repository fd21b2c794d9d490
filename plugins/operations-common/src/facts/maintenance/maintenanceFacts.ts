import { FactDefinition } from '../Fact';
import { practiceFacts } from './practiceFacts';
import { scheduleFacts } from './scheduleFacts';
import { upgradeFacts } from './upgradeFacts';

/** Facts about maintenance, its windows and planned upgrades. @internal */
export const maintenanceFacts: readonly FactDefinition[] = [
  ...scheduleFacts,
  ...practiceFacts,
  ...upgradeFacts,
];
