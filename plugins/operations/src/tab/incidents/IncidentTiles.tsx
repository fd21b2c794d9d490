import {
  formatRatio,
  IncidentSection,
  TimeStatistic,
} from '@backstage-operations/plugin-operations-common';
import { formatDuration, formatElapsed } from '../../format/duration';
import { useOperationsTranslation } from '../../translation';
import { Facts } from '../../ui/Facts';
import { Figure } from '../../ui/Figure';
import { Note } from '../../ui/Wording';

/** A mean with its sample, median and 90th percentile. */
function Statistic(props: { statistic: TimeStatistic }) {
  const { mean, median, p90, n, of, reason } = props.statistic;
  const { t } = useOperationsTranslation();
  return (
    <>
      <Figure value={formatElapsed(mean)} reason={reason} />
      {mean !== null && (
        <div>
          <Note>
            {t('incidents.spread', {
              median: formatElapsed(median) ?? '—',
              p90: formatElapsed(p90) ?? '—',
              n: String(n),
              of: String(of),
            })}
          </Note>
        </div>
      )}
    </>
  );
}

/** How fast incidents are answered and resolved, and how far apart they are. @internal */
export function IncidentTiles(props: { section: IncidentSection }) {
  const { mtta, mttr, mtbf, availability } = props.section;
  const { t } = useOperationsTranslation();
  const window = formatDuration(props.section.window);
  return (
    <Facts
      items={[
        {
          name: t('incidents.mtta'),
          value: <Statistic statistic={mtta} />,
          rule: t('incidents.rule.mtta', { window }),
        },
        {
          name: t('incidents.mttr'),
          value: <Statistic statistic={mttr} />,
          rule: t('incidents.rule.mttr', { window }),
        },
        {
          name: t('incidents.mtbf'),
          rule: t('incidents.rule.mtbf', { window }),
          value: (
            <>
              <Figure
                value={formatElapsed(mtbf.value, 'higher')}
                reason={mtbf.reason}
              />
              {mtbf.value !== null && (
                <div>
                  <Note>{t('incidents.failures', { n: String(mtbf.n) })}</Note>
                </div>
              )}
            </>
          ),
        },
        {
          name: t('incidents.availability'),
          rule:
            availability.from === 'incidents'
              ? t('incidents.rule.availability')
              : undefined,
          value: (
            <>
              <Figure
                value={
                  availability.value === null
                    ? undefined
                    : formatRatio(availability.value, 'higher', 2)
                }
                reason={availability.reason}
              />
              {availability.from && (
                <div>
                  <Note>{t(`incidents.from.${availability.from}`)}</Note>
                </div>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
