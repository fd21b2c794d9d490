import {
  IncidentSection,
  Overview,
} from '@backstage-operations/plugin-operations-common';
import { formatDuration } from '../../format/duration';
import { useOperationsTranslation } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { SideBySide } from '../../ui/SideBySide';
import { Note } from '../../ui/Wording';
import { Missing } from '../Missing';
import { DistributionBlock } from './DistributionBlock';
import { IncidentTable } from './IncidentTable';
import { IncidentTiles } from './IncidentTiles';
import { NoiseBlock } from './NoiseBlock';
import { OnCallBlock } from './OnCallBlock';
import { ResponseTargets } from './ResponseTargets';
import { ReviewsBlock } from './ReviewsBlock';
import { TimelineBlock } from './TimelineBlock';

/** Incidents over time, how fast they were answered and resolved, and what was learned. @internal */
export function IncidentsSection(props: { overview: Overview }) {
  const { overview } = props;
  const { incidents } = overview;
  const { t } = useOperationsTranslation();
  return (
    <SectionCard
      id="incidents"
      title={t('section.incidents')}
      summary={
        incidents &&
        !incidents.notRecorded &&
        t('incidents.summary', {
          count: incidents.total,
          window: formatDuration(incidents.window),
        })
      }
    >
      {incidents && <Known section={incidents} asOf={overview.asOf} />}
      <Missing overview={overview} of={['incidents']} />
      {!incidents &&
        overview.missing.every(({ section }) => section !== 'incidents') && (
          <Note>{t('incidents.none')}</Note>
        )}
    </SectionCard>
  );
}

function Known(props: { section: IncidentSection; asOf: string }) {
  const { section, asOf } = props;
  if (section.notRecorded) return <NotRecorded section={section} />;
  return (
    <>
      <IncidentTiles section={section} />
      <TimelineBlock section={section} asOf={asOf} />
      <IncidentTable section={section} />
      <SideBySide>
        <ResponseTargets section={section} />
        <DistributionBlock section={section} />
        <ReviewsBlock section={section} />
        <OnCallBlock section={section} />
        <NoiseBlock section={section} />
      </SideBySide>
    </>
  );
}

/** Where nothing shows that incidents are recorded only what is known besides: a zero would be read as good news. */
function NotRecorded(props: { section: IncidentSection }) {
  const { section } = props;
  const { reviews } = section;
  return (
    <>
      <Note>{section.notRecorded}</Note>
      <SideBySide>
        {reviews.actionsOpen + reviews.actionsDone > 0 && (
          <ReviewsBlock section={section} />
        )}
        <OnCallBlock section={section} />
        <NoiseBlock section={section} />
      </SideBySide>
    </>
  );
}
