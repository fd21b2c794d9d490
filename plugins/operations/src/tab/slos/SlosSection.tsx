import { Overview } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { Note } from '../../ui/Wording';
import { Missing } from '../Missing';
import { GoldenSignalsBlock } from './GoldenSignalsBlock';
import { SloPanel } from './SloPanel';

/** Objectives with their error budgets and alert rules, and the four golden signals. @internal */
export function SlosSection(props: { overview: Overview }) {
  const { overview } = props;
  const { slos, goldenSignals, entityRef } = overview;
  const { t } = useOperationsTranslation();
  return (
    <SectionCard
      id="slos"
      title={t('section.slos')}
      summary={
        slos.length > 0 &&
        t('slos.summary', {
          ok: String(slos.filter(({ state }) => state === 'ok').length),
          total: String(slos.length),
        })
      }
    >
      {slos.map(slo => (
        <SloPanel key={slo.name} slo={slo} entityRef={entityRef} />
      ))}
      {goldenSignals && <GoldenSignalsBlock signals={goldenSignals} />}
      <Missing overview={overview} of={['slos', 'goldenSignals']} />
      {slos.length === 0 &&
        overview.missing.every(({ section }) => section !== 'slos') && (
          <Note>{t('slos.none')}</Note>
        )}
    </SectionCard>
  );
}
