import { AuditSection } from '../../api/sections';
import { Millis, toIso } from '../../time';
import { FactSubject } from '../Fact';
import { recordsOf } from '../select';
import { auditTitles } from './Audit';
import {
  auditFindings,
  AuditFindings,
  isFindingOverdue,
  isOpen,
  whyFindingsUnknown,
} from './AuditFinding';
import { auditStatuses } from './auditStatus';
import { ControlState, controlStates } from './ControlState';

const shown = 50;

/** Audits and controls as the tab shows them; null when neither was ever reported. @public */
export function auditSection(
  subject: FactSubject,
  now: Millis,
): AuditSection | null {
  const { evidence, superseded = [] } = subject;
  const controls = controlStates(evidence, superseded, now);
  if (recordsOf(evidence, 'audit').length + controls.length === 0) return null;
  return {
    types: auditStatuses(subject, now).map(status => {
      const { type, every, verdict, reason, lastPassedAt, nextDueAt } = status;
      return {
        type,
        title: auditTitles[type],
        every,
        ...(lastPassedAt === undefined
          ? {}
          : { lastPassedAt: toIso(lastPassedAt) }),
        ...(nextDueAt === undefined ? {} : { nextDueAt: toIso(nextDueAt) }),
        verdict,
        reason,
      };
    }),
    findings: findingRows(auditFindings(evidence, now), now),
    controls: frameworkRows(controls),
  };
}

function findingRows(
  state: AuditFindings,
  now: Millis,
): AuditSection['findings'] {
  const { findings } = state;
  const notKnown = whyFindingsUnknown(state);
  const open = findings.filter(finding => isOpen(finding, now));
  const urgent = [...findings].sort(
    (a, b) =>
      Number(isOpen(b, now)) - Number(isOpen(a, now)) ||
      (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) ||
      0,
  );
  return {
    ...(notKnown === undefined ? {} : { notKnown }),
    open: open.length,
    overdue: open.filter(finding => isFindingOverdue(finding, now)).length,
    closed: findings.length - open.length,
    items: urgent.slice(0, shown).map(item => {
      const { id, title, severity, dueAt, closedAt } = item.finding;
      return {
        id,
        title,
        ...(severity ? { severity } : {}),
        ...(dueAt ? { dueAt } : {}),
        ...(closedAt ? { closedAt } : {}),
        overdue: isFindingOverdue(item, now),
        audit: `${auditTitles[item.audit.type]}, ${toIso(item.audit.at).slice(
          0,
          10,
        )}`,
      };
    }),
  };
}

function frameworkRows(
  controls: readonly ControlState[],
): AuditSection['controls'] {
  const frameworks = new Map<string, ControlState[]>();
  for (const control of controls) {
    const list = frameworks.get(control.framework) ?? [];
    list.push(control);
    frameworks.set(control.framework, list);
  }
  return [...frameworks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([framework, list]) => ({
      framework,
      met: list.filter(({ status }) => status === 'met').length,
      notMet: list.filter(({ status }) => status === 'not-met').length,
      notApplicable: list.filter(({ status }) => status === 'not-applicable')
        .length,
      drift: list
        .filter(({ drifted }) => drifted)
        .map(({ control }) => control)
        .sort(),
    }));
}
