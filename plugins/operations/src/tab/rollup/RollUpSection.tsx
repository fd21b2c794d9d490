import {
  Overview,
  RollUp,
} from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { FiguresBlock } from './FiguresBlock';
import { MembersBlock } from './MembersBlock';
import { RollUpMetrics } from './RollUpMetrics';

/** How many members meet each target and which is worst, then every member; never an average of ratios. @internal */
export function RollUpSection(props: { rollUp: RollUp; overview: Overview }) {
  const { rollUp, overview } = props;
  const { metrics, scorecards } = overview;
  const { t } = useOperationsTranslation();
  const members = t(`rollUp.${rollUp.relation}`, {
    count: rollUp.members.length,
  });
  return (
    <SectionCard
      id="roll-up"
      title={t('section.roll-up')}
      summary={
        rollUp.hidden > 0
          ? `${members} · ${t('rollUp.hidden', { count: rollUp.hidden })}`
          : members
      }
    >
      <RollUpMetrics rollUp={rollUp} metrics={metrics} />
      <MembersBlock rollUp={rollUp} scorecards={scorecards} />
      <FiguresBlock rollUp={rollUp} metrics={metrics} />
    </SectionCard>
  );
}
