import { DatasetStatus } from '@backstage-operations/plugin-operations-common';
import { formatDuration, secondsOf } from '../../format/duration';
import { Translate, useOperationsTranslation } from '../../translation';

/** How often, in words; a cron line and the like stay as they are. */
function scheduleText(schedule: string, t: Translate): string {
  return secondsOf(schedule) === undefined
    ? schedule
    : t('backup.every', { every: formatDuration(schedule) });
}

/** The backup policy in one line, and where it comes from. @internal */
export function PolicyText(props: { dataset: DatasetStatus }) {
  const { dataType, policy } = props.dataset;
  const { t } = useOperationsTranslation();
  const parts = [
    dataType,
    scheduleText(policy.schedule, t),
    policy.retention &&
      t('backup.keep', { retention: formatDuration(policy.retention) }),
    policy.location,
    t('backup.restoreTest', {
      level: policy.restoreTest.minLevel,
      every: formatDuration(policy.restoreTest.every),
    }),
    t('backup.policyFrom', { from: policy.from }),
  ];
  return <span>{parts.filter(Boolean).join(' · ')}</span>;
}
