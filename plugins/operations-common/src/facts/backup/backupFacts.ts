import { FactDefinition, FactQuery, FactResult, FactSubject } from '../Fact';
import { known, unknown } from '../result';
import { backupFigures } from './backupFigures';
import { complianceFacts } from './complianceFacts';
import { drillFacts } from './drillFacts';
import { restoreFacts } from './restoreFacts';
import { datasetSelector, noDataset, selectDatasets } from './selectDatasets';

const policiesFact = {
  id: 'backup.policies',
  title: 'Backup policies',
  description:
    'Data sets for which somebody says how they are backed up, by a backup-policy record or the data sets annotation. Policies that are merely assumed do not count.',
  unit: 'count' as const,
  kinds: ['backup-policy' as const],
  of: datasetSelector,
  better: 'higher' as const,
};

function policies(subject: FactSubject, query: FactQuery): FactResult {
  const asked = selectDatasets(subject, query.of)
    .map(dataset => dataset.policy)
    .filter(({ from, problem }) => {
      return !problem && (from === 'evidence' || from === 'annotation');
    });
  if (asked.length === 0) {
    return unknown(policiesFact, query, noDataset(subject, query.of));
  }
  return known(policiesFact, query, asked.length, {
    details: { datasets: asked.map(policy => policy.dataset) },
    evidence: asked.flatMap(policy => policy.record ?? []),
  });
}

/** Every fact about backups, restores and recovery drills. @internal */
export const backupFacts: FactDefinition[] = [
  { ...policiesFact, compute: policies },
  ...backupFigures,
  ...complianceFacts,
  ...restoreFacts,
  ...drillFacts,
];
