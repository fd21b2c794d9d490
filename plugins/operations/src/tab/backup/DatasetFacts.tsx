import {
  DatasetStatus,
  formatRatio,
} from '@backstage-operations/plugin-operations-common';
import { formatBytes } from '../../format/bytes';
import { formatElapsed, secondsOf } from '../../format/duration';
import { useOperationsTranslation } from '../../translation';
import { Bullet } from '../../ui/Bullet';
import { Facts } from '../../ui/Facts';
import { Figure } from '../../ui/Figure';
import { TimeText } from '../../ui/TimeText';
import { Note } from '../../ui/Wording';

/** A measured time with its objective, as text and as a bar. */
function Against(props: {
  seconds: number | null;
  objective: string | undefined;
  reason: string;
}) {
  const { seconds, objective, reason } = props;
  const { t } = useOperationsTranslation();
  const limit = secondsOf(objective);
  const text = formatElapsed(seconds);
  const target = formatElapsed(limit);
  if (seconds === null || text === undefined) {
    return <Figure value={undefined} reason={reason} />;
  }
  if (limit === undefined || target === undefined) {
    return (
      <>
        {text} <Note>{t('backup.noObjective')}</Note>
      </>
    );
  }
  const label = t('backup.against', { value: text, target });
  return (
    <>
      {text} <Note>{t('backup.objective', { target })}</Note>
      <Bullet
        value={seconds}
        limit={limit}
        tone={seconds <= limit ? 'good' : 'bad'}
        label={label}
      />
    </>
  );
}

/** Last good backup, recovery point, exposure against the RPO, success rate and achieved RTO. @internal */
export function DatasetFacts(props: { dataset: DatasetStatus }) {
  const { dataset } = props;
  const { lastGood, lastRun, successRate, policy } = dataset;
  const { t } = useOperationsTranslation();
  const never = t('backup.neverGood');
  const rate =
    successRate.value === null
      ? undefined
      : t('backup.rate', {
          rate: formatRatio(successRate.value),
          good: String(successRate.good),
          expected: String(successRate.expected),
        });
  return (
    <Facts
      items={[
        {
          name: t('backup.lastGood'),
          value: (
            <Figure
              value={lastGood && <TimeText at={lastGood.completedAt} />}
              reason={never}
            />
          ),
        },
        {
          name: t('backup.recoveryPoint'),
          value: (
            <Figure
              value={lastGood && <TimeText at={lastGood.recoveryPoint} />}
              reason={never}
            />
          ),
        },
        {
          name: t('backup.successRate'),
          value: <Figure value={rate} reason={successRate.reason} />,
        },
        {
          name: t('backup.exposure'),
          value: (
            <Against
              seconds={dataset.exposureSeconds}
              objective={policy.rpo}
              reason={never}
            />
          ),
        },
        {
          name: t('backup.worstExposure'),
          value: (
            <Against
              seconds={dataset.worstExposureSeconds}
              objective={policy.rpo}
              reason={t('backup.noWorst')}
            />
          ),
        },
        {
          name: t('backup.rto'),
          value: (
            <Against
              seconds={dataset.achievedRtoSeconds}
              objective={policy.rto}
              reason={t('backup.noRto')}
            />
          ),
        },
        {
          name: t('backup.size'),
          value: (
            <Figure
              value={
                lastGood?.sizeBytes === undefined
                  ? undefined
                  : [formatBytes(lastGood.sizeBytes), lastGood.tool]
                      .filter(Boolean)
                      .join(' · ')
              }
            />
          ),
        },
        {
          name: t('backup.lastRun'),
          value: (
            <Figure
              value={
                lastRun &&
                [lastRun.outcome, lastRun.reason].filter(Boolean).join(': ')
              }
              reason={t('backup.neverRan')}
            />
          ),
        },
      ]}
    />
  );
}
