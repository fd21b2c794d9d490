import { IncidentSection } from '@backstage-operations/plugin-operations-common';
import { formatElapsed } from '../../format/duration';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { BarsChart } from '../../ui/Chart';
import { bounds, distribution } from './distribution';

/** How long answers and fixes took, so that a mean never hides a long tail. @internal */
export function DistributionBlock(props: { section: IncidentSection }) {
  const { t } = useOperationsTranslation();
  const counted = props.section.incidents.filter(one => one.counted);
  if (counted.length === 0) return null;
  const classes = [
    ...bounds.map(bound => `≤ ${formatElapsed(bound)}`),
    `> ${formatElapsed(bounds[bounds.length - 1])}`,
  ];
  return (
    <Block
      title={t('incidents.distribution')}
      note={t('incidents.distributionNote', { count: counted.length })}
    >
      <BarsChart
        label={t('incidents.distribution')}
        classes={classes}
        bars={[
          {
            id: 'ack',
            title: t('incidents.toAcknowledge'),
            tone: 'info',
            counts: distribution(counted.map(one => one.ackSeconds)),
          },
          {
            id: 'resolve',
            title: t('incidents.toResolve'),
            tone: 'unknown',
            counts: distribution(counted.map(one => one.resolveSeconds)),
          },
        ]}
      />
    </Block>
  );
}
