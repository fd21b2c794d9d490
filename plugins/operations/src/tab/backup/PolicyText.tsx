import { DatasetStatus } from '@backstage-operations/plugin-operations-common';
import { formatDuration } from '../../format/duration';
import { useOperationsTranslation } from '../../translation';

/** The backup policy in one line, and where it comes from. @internal */
export function PolicyText(props: { dataset: DatasetStatus }) {
  const { dataType, policy } = props.dataset;
  const { t } = useOperationsTranslation();
  const parts = [
    dataType,
    formatDuration(policy.schedule),
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
