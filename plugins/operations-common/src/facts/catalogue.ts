import { auditFacts } from './audits';
import { backupFacts } from './backup';
import { documentFacts } from './documents';
import { FactDefinition } from './Fact';
import { improvementFacts } from './improvement';
import { incidentFacts } from './incidents';
import { maintenanceFacts } from './maintenance';
import { patchFacts } from './patch';
import { attestationFacts, qualityFacts } from './quality';
import { serviceFacts } from './service';
import { supportFacts } from './support';

/** Every fact that a rule may name, in the order in which the catalogue page lists them. @public */
export const factCatalogue: readonly FactDefinition[] = [
  ...serviceFacts,
  ...incidentFacts,
  ...backupFacts,
  ...documentFacts,
  ...attestationFacts,
  ...qualityFacts,
  ...patchFacts,
  ...maintenanceFacts,
  ...auditFacts,
  ...supportFacts,
  ...improvementFacts,
];

const byId = new Map(factCatalogue.map(fact => [fact.id, fact]));

/** The fact of that id; undefined when there is none. @public */
export function findFact(id: string): FactDefinition | undefined {
  return byId.get(id);
}
