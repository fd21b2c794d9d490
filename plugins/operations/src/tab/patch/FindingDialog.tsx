import { FindingStatus } from '@backstage-operations/plugin-operations-common';
import { formatDay } from '../../format/time';
import { Translate, useOperationsTranslation } from '../../translation';
import { EvidenceLink } from '../../ui/EvidenceLink';
import { Facts } from '../../ui/Facts';
import { Figure } from '../../ui/Figure';
import { PlainDialog } from '../../ui/PlainDialog';
import { TimeText } from '../../ui/TimeText';
import { clockWords } from './patchWords';

/** Whether it is listed as exploited, since when, and what the list asks for. */
function exploited(finding: FindingStatus, t: Translate): string | undefined {
  const { kev, kevAddedAt, kevDueAt } = finding;
  if (kev === undefined) return undefined;
  return [
    t(kev ? 'answer.yes' : 'answer.no'),
    kevAddedAt && t('patch.kevSince', { added: formatDay(kevAddedAt) }),
    kevDueAt && t('patch.kevDue', { due: formatDay(kevDueAt) }),
  ]
    .filter(Boolean)
    .join(', ');
}

/** One finding with its clock and everything that changed it. @internal */
export function FindingDialog(props: {
  finding: FindingStatus;
  onClose: () => void;
}) {
  const { finding, onClose } = props;
  const { t } = useOperationsTranslation();
  const time = (name: string, at: string | undefined, reason: string) => ({
    name,
    value: <Figure value={at && <TimeText at={at} />} reason={reason} />,
  });
  const text = (name: string, value: string | undefined) => ({
    name,
    value: <Figure value={value} />,
  });
  return (
    <PlainDialog title={finding.vulnerability} onClose={onClose}>
      <Facts
        items={[
          text(t('patch.package'), finding.package),
          text(t('patch.location'), finding.location),
          text(t('patch.severityTitle'), finding.severity),
          text(t('patch.stateTitle'), finding.state),
          text(t('patch.aliases'), finding.aliases.join(', ')),
          text(t('patch.scanners'), finding.scanners.join(', ')),
          text(t('patch.fixedVersion'), finding.fixedVersion),
          time(t('patch.firstSeen'), finding.firstSeen, ''),
          time(t('patch.lastSeen'), finding.lastSeen, ''),
          time(
            t('patch.clockStart', { clock: clockWords(finding.clock, t) }),
            finding.clockStart,
            t('patch.noClock'),
          ),
          time(
            t('patch.due'),
            finding.dueAt,
            finding.reason ?? t('patch.noDue'),
          ),
          time(t('patch.closedAt'), finding.closedAt, t('patch.stillOpen')),
          text(t('patch.epss'), finding.epss?.toFixed(3)),
          {
            name: t('patch.kevTitle'),
            value: <Figure value={exploited(finding, t)} />,
          },
          ...(finding.flags.length > 0
            ? [text(t('patch.flags'), finding.flags.join(', '))]
            : []),
          ...(finding.reason ? [text(t('patch.why'), finding.reason)] : []),
          {
            name: t('patch.evidence'),
            value: (
              <Figure
                value={
                  finding.evidence.length > 0
                    ? finding.evidence.map(id => (
                        <EvidenceLink key={id} id={id} />
                      ))
                    : undefined
                }
                reason={t('patch.noEvidence')}
              />
            ),
          },
        ]}
      />
    </PlainDialog>
  );
}
