import {
  formatRatio,
  PatchStatus,
} from '@backstage-operations/plugin-operations-common';
import { formatElapsed } from '../../format/duration';
import { formatDay } from '../../format/time';
import { useOperationsTranslation } from '../../translation';
import { Facts } from '../../ui/Facts';
import { Figure } from '../../ui/Figure';

const severities = ['critical', 'high', 'medium', 'low', 'unknown'] as const;

/** The in-time rate and what must stand beside it. @internal */
export function PatchFacts(props: { patch: PatchStatus }) {
  const { patch } = props;
  const { compliance, mttrSeconds } = patch;
  const { t } = useOperationsTranslation();
  const scanned = patch.scans.length > 0;
  const ifScanned = (value: string) => (
    <Figure
      value={scanned ? value : undefined}
      reason={t('patch.neverScanned')}
    />
  );
  const open = severities
    .filter(severity => (patch.open[severity] ?? 0) > 0)
    .map(
      severity => `${patch.open[severity]} ${t(`patch.severity.${severity}`)}`,
    );
  const rate =
    compliance.value === null
      ? undefined
      : t('patch.rate', {
          rate: formatRatio(compliance.value),
          inTime: String(compliance.inTime),
          due: String(compliance.due),
        });
  return (
    <Facts
      items={[
        {
          name: t('patch.compliance'),
          value: <Figure value={rate} reason={compliance.reason} />,
        },
        {
          name: t('patch.open'),
          value: ifScanned(open.join(' · ') || t('patch.noneOpen')),
        },
        {
          name: t('patch.overdue'),
          value: ifScanned(
            [
              String(patch.overdue),
              patch.oldestOverdueSeconds === null
                ? undefined
                : t('patch.oldest', {
                    age: formatElapsed(patch.oldestOverdueSeconds) ?? '',
                  }),
            ]
              .filter(Boolean)
              .join(' · '),
          ),
        },
        {
          name: t('patch.distinct'),
          value: ifScanned(String(patch.distinctVulnerabilities)),
        },
        {
          name: t('patch.mttr', { n: String(mttrSeconds.n) }),
          value: (
            <Figure
              value={
                mttrSeconds.median === null
                  ? undefined
                  : t('patch.mttrValue', {
                      median: formatElapsed(mttrSeconds.median) ?? '',
                      p90: formatElapsed(mttrSeconds.p90) ?? '—',
                    })
              }
              reason={t('patch.noneFixed')}
            />
          ),
        },
        {
          name: t('patch.apart'),
          value: t('patch.apartValue', {
            suppressed: String(patch.suppressed),
            accepted: String(patch.accepted),
          }),
        },
        ...patch.endOfLife.map(({ product, version, since }) => ({
          name: t('patch.endOfLife'),
          value: [
            [product, version].filter(Boolean).join(' '),
            since && t('patch.eolSince', { day: formatDay(since) }),
          ]
            .filter(Boolean)
            .join(' · '),
        })),
      ]}
    />
  );
}
