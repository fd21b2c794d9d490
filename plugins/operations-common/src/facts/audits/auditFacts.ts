import { FactDefinition } from '../Fact';
import { cadenceFacts } from './cadenceFacts';
import { controlFacts } from './controlFacts';
import { findingFacts } from './findingFacts';

/** Facts about audits, their findings and controls. @internal */
export const auditFacts: readonly FactDefinition[] = [
  ...cadenceFacts,
  ...findingFacts,
  ...controlFacts,
];
