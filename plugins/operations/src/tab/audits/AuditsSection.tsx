import {
  AuditSection,
  Overview,
} from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Notice } from '../../ui/Problem';
import { SectionCard } from '../../ui/SectionCard';
import { Note } from '../../ui/Wording';
import { Missing } from '../Missing';
import { ScheduleTable } from '../ScheduleTable';
import { AuditFindings } from './AuditFindings';
import { ControlsBlock } from './ControlsBlock';

/** Audits against their cadence, their findings, and controls with their drift. @internal */
export function AuditsSection(props: { overview: Overview }) {
  const { overview } = props;
  const { audits } = overview;
  const { t } = useOperationsTranslation();
  return (
    <SectionCard
      id="audits"
      title={t('section.audits')}
      summary={
        audits &&
        t('audits.summary', {
          open: String(audits.findings.open),
          overdue: String(audits.findings.overdue),
        })
      }
    >
      {audits && <Known audits={audits} />}
      <Missing overview={overview} of={['audits']} />
      {!audits &&
        overview.missing.every(({ section }) => section !== 'audits') && (
          <Note>{t('audits.none')}</Note>
        )}
    </SectionCard>
  );
}

function Known(props: { audits: AuditSection }) {
  const { audits } = props;
  const { t } = useOperationsTranslation();
  return (
    <>
      <ScheduleTable
        caption={t('audits.schedule')}
        lastTitle={t('audits.lastPassed')}
        neverText={t('audits.never')}
        rows={audits.types.map(({ type, lastPassedAt, ...row }) => ({
          ...row,
          id: type,
          lastAt: lastPassedAt,
        }))}
      />
      {audits.findings.notKnown && <Notice>{audits.findings.notKnown}</Notice>}
      <AuditFindings findings={audits.findings} />
      <ControlsBlock controls={audits.controls} />
    </>
  );
}
