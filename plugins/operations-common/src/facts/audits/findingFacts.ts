import { Millis } from '../../time';
import { FactDefinition, FactResult } from '../Fact';
import { FactParts, known, unknown } from '../result';
import { earliestAfter, windowEnding } from '../select';
import {
  AuditFinding,
  auditFindings,
  isFindingOverdue,
  isOpen,
  whyFindingsUnknown,
} from './AuditFinding';

interface Asked {
  findings: AuditFinding[];
  now: Millis;
  parts: FactParts;
  answer(value: number, parts: FactParts): FactResult;
  noValue(reason: string, parts: FactParts): FactResult;
}

function findingFact(
  definition: Omit<FactDefinition, 'kinds' | 'compute'>,
  compute: (asked: Asked, length: string) => FactResult,
): FactDefinition {
  const fact: FactDefinition = {
    ...definition,
    kinds: ['audit'],
    compute(subject, query) {
      const { now } = query;
      const state = auditFindings(subject.evidence, now);
      const evidence = state.audits.map(audit => audit.evidence);
      const lacking = whyFindingsUnknown(state);
      if (lacking) return unknown(fact, query, lacking, { evidence });
      const asked: Asked = {
        findings: state.findings,
        now,
        parts: {
          n: state.findings.length,
          provenAt: Math.min(...state.audits.map(({ at }) => at)),
          evidence,
        },
        answer: (value, parts) => known(fact, query, value, parts),
        noValue: (reason, parts) => unknown(fact, query, reason, parts),
      };
      return compute(asked, query.window ?? definition.defaultWindow ?? '');
    },
  };
  return fact;
}

const named = (findings: readonly AuditFinding[]) =>
  findings.slice(0, 20).map(({ finding }) => finding.id);

const openFindings = findingFact(
  {
    id: 'audit.openFindings',
    title: 'Open audit findings',
    description: 'Findings of all audits that are not closed.',
    unit: 'count',
    better: 'lower',
  },
  ({ findings, now, parts, answer }) => {
    const open = findings.filter(finding => isOpen(finding, now));
    return answer(open.length, {
      ...parts,
      validUntil: earliestAfter(
        now,
        findings.map(({ closedAt }) => closedAt),
      ),
      details: { ids: named(open) },
    });
  },
);

const overdueFindings = findingFact(
  {
    id: 'audit.overdueFindings',
    title: 'Overdue audit findings',
    description:
      'Open findings of audits past their due date; not known while none is, but an open one has no due date.',
    unit: 'count',
    better: 'lower',
  },
  ({ findings, now, parts, answer, noValue }) => {
    const overdue = findings.filter(finding => isFindingOverdue(finding, now));
    const undated = findings.filter(
      finding => isOpen(finding, now) && finding.dueAt === undefined,
    );
    const all = {
      ...parts,
      validUntil: earliestAfter(
        now,
        findings.flatMap(({ dueAt, closedAt }) => {
          if (dueAt === undefined) return [closedAt];
          // Closing in time changes nothing here.
          return dueAt + 1 < (closedAt ?? Infinity)
            ? [dueAt + 1, closedAt]
            : [];
        }),
      ),
      details: { ids: named(overdue), withoutDueDate: undated.length },
    };
    // Leaving the date out must not make a finding one that is never late.
    return overdue.length === 0 && undated.length > 0
      ? noValue(`No due date is set for ${named(undated).join(', ')}.`, all)
      : answer(overdue.length, all);
  },
);

const closure = findingFact(
  {
    id: 'audit.closure',
    title: 'Audit findings closed',
    description:
      'Findings closed in the window ÷ findings closed in the window or still open.',
    unit: 'ratio',
    defaultWindow: 'P1Y',
    better: 'higher',
  },
  ({ findings, now, parts, answer, noValue }, length) => {
    const window = windowEnding(now, length);
    const closed = findings.filter(
      finding =>
        !isOpen(finding, now) && (finding.closedAt ?? now) >= window.from,
    ).length;
    const open = findings.filter(finding => isOpen(finding, now)).length;
    const all = {
      ...parts,
      n: closed + open,
      window: length,
      validUntil: earliestAfter(
        now,
        findings.flatMap(({ closedAt }) =>
          closedAt === undefined
            ? []
            : [closedAt, closedAt + (now - window.from) + 1],
        ),
      ),
      details: { closed, open },
    };
    return closed + open === 0
      ? noValue(`No audit finding was closed within ${length} or is open.`, {
          ...all,
          vacuous: true,
        })
      : answer(closed / (closed + open), all);
  },
);

/** Facts about the findings of audits. @internal */
export const findingFacts: readonly FactDefinition[] = [
  openFindings,
  overdueFindings,
  closure,
];
