import { Overview } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { useUrlParams } from '../../ui/useUrlParam';
import { Note } from '../../ui/Wording';
import { Missing } from '../Missing';
import { ScorecardPanel } from './ScorecardPanel';

/** Every scorecard with its criteria, what they rest on and who signed, now or at a past instant. @internal */
export function ScorecardsSection(props: { overview: Overview }) {
  const { overview } = props;
  const { entityRef, scorecards } = overview;
  const { t } = useOperationsTranslation();
  const [params, setParams] = useUrlParams();
  const applicable = scorecards.filter(card => card.applicable);
  const chosen = params.get('scorecard') ?? applicable[0]?.scorecard;
  return (
    <SectionCard
      id="scorecards"
      title={t('section.scorecards')}
      summary={t('scorecards.summary')}
    >
      {applicable.map(card => (
        <ScorecardPanel
          key={card.scorecard}
          entityRef={entityRef}
          card={card}
          open={card.scorecard === chosen}
          onToggle={open =>
            setParams({
              scorecard: open ? card.scorecard : 'none',
              criterion: undefined,
            })
          }
        />
      ))}
      {applicable.length === 0 && <Note>{t('scorecards.none')}</Note>}
      <Missing overview={overview} of={['scorecards']} />
    </SectionCard>
  );
}
