import {
  IncidentSection,
  IncidentStatus,
} from '@backstage-operations/plugin-operations-common';
import { secondsOf } from '../../format/duration';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { LaneChart } from '../../ui/Chart';
import { Tone } from '../../ui/tone';
import { Note } from '../../ui/Wording';

const severities = ['sev-1', 'sev-2', 'sev-3', 'sev-4'];

function toneOf({ responseKept, counted }: IncidentStatus): Tone {
  if (!counted) return 'muted';
  if (responseKept === null) return 'unknown';
  return responseKept ? 'good' : 'bad';
}

/** Incidents over time, a lane per severity, coloured by whether the response target was kept. @internal */
export function TimelineBlock(props: {
  section: IncidentSection;
  asOf: string;
}) {
  const { section, asOf } = props;
  const { incidents, window } = section;
  const { t } = useOperationsTranslation();
  if (incidents.length === 0) return <Note>{t('incidents.noneInWindow')}</Note>;
  const span = (secondsOf(window) ?? 0) * 1000;
  const oldest = Math.min(
    Date.parse(asOf) - span,
    ...incidents.map(({ startedAt }) => Date.parse(startedAt)),
  );
  return (
    <Block title={t('incidents.timeline')} note={t('incidents.timelineNote')}>
      <LaneChart
        label={t('incidents.timeline')}
        lanes={[...severities, t('incidents.noSeverity')]}
        from={new Date(oldest).toISOString()}
        to={asOf}
        points={incidents.map(incident => {
          const lane = severities.indexOf(incident.severity ?? '');
          return {
            at: incident.startedAt,
            lane: lane < 0 ? severities.length : lane,
            tone: toneOf(incident),
            title: incident.title,
          };
        })}
      />
    </Block>
  );
}
