import { Overview } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { Missing } from '../Missing';
import { DatasetPanel } from './DatasetPanel';
import { DrillsBlock } from './DrillsBlock';

/** Per data set: what was asked, what is proven and how old the proof is; then the drills. @internal */
export function BackupSection(props: { overview: Overview }) {
  const { overview } = props;
  const { datasets, drills } = overview;
  const { t } = useOperationsTranslation();
  const good = datasets.filter(({ verdict }) => verdict === 'pass').length;
  return (
    <SectionCard
      id="backup"
      title={t('section.backup')}
      summary={
        datasets.length > 0 &&
        t('backup.summary', {
          good: String(good),
          total: String(datasets.length),
        })
      }
    >
      {datasets.map(dataset => (
        <DatasetPanel key={dataset.dataset} dataset={dataset} />
      ))}
      <Missing overview={overview} of={['datasets']} />
      {drills.length > 0 && <DrillsBlock drills={drills} />}
      <Missing overview={overview} of={['drills']} />
    </SectionCard>
  );
}
