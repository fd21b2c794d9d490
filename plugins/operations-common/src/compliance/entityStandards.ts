import {
  auditFindings,
  isOpen,
  whyFindingsUnknown,
} from '../facts/audits/AuditFinding';
import { auditTitles } from '../facts/audits/Audit';
import { controlStates } from '../facts/audits/ControlState';
import { FactSubject } from '../facts/Fact';
import { repeatedDates } from '../facts/repeatedDates';
import { recordsOf } from '../facts/select';
import { Evidence } from '../evidence/Evidence';
import { Millis, toIso } from '../time';
import { EntityStandard } from './EntityStandard';
import { Standard, standardOf } from './standardOf';

/** Controls named, and findings dated, at most. */
const most = 500;

/** Everything that an entity shows of each standard that it is held to, by title. @public */
export function entityStandards(
  subject: FactSubject,
  now: Millis,
): EntityStandard[] {
  const { evidence, superseded = [] } = subject;
  const standards = new Map<string, Standard>();
  const named = (name: string | null | undefined) => {
    const standard = standardOf(name);
    if (!standards.has(standard.id)) standards.set(standard.id, standard);
    return standard.id;
  };
  const controls = groupBy(controlStates(evidence, superseded, now), state =>
    named(state.framework),
  );
  const audits = groupBy(recordsOf(evidence, 'audit'), record =>
    named(record.payload.standard),
  );
  return [...standards.values()]
    .sort((a, b) => (a.title < b.title ? -1 : 1))
    .map(standard => ({
      ...standard,
      controls: controlsOf(controls.get(standard.id) ?? []),
      ...auditsOf(audits.get(standard.id) ?? [], now),
    }));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string) {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

function controlsOf(
  states: ReturnType<typeof controlStates>,
): EntityStandard['controls'] {
  const names = (found: typeof states) =>
    found
      .map(({ control }) => control)
      .sort()
      .slice(0, most);
  const oldest = Math.min(...states.map(({ checkedAt }) => checkedAt));
  return {
    met: states.filter(({ status }) => status === 'met').length,
    notMet: names(states.filter(({ status }) => status === 'not-met')),
    notApplicable: states.filter(({ status }) => status === 'not-applicable')
      .length,
    drift: names(states.filter(({ drifted }) => drifted)),
    ...(states.length > 0 ? { oldestCheckAt: toIso(oldest) } : {}),
  };
}

function auditsOf(
  records: readonly Evidence<'audit'>[],
  now: Millis,
): Pick<EntityStandard, 'findings' | 'audits'> {
  const state = auditFindings(records, now);
  const open = state.findings.filter(finding => isOpen(finding, now));
  const due = open.flatMap(({ dueAt }) => dueAt ?? []).sort((a, b) => a - b);
  const notKnown = records.length > 0 ? whyFindingsUnknown(state) : undefined;
  const newest = new Map(
    state.audits.filter(({ ended }) => ended).map(audit => [audit.type, audit]),
  );
  return {
    findings: {
      ...(notKnown === undefined ? {} : { notKnown }),
      due: due.slice(0, most).map(toIso),
      undated: open.length - due.length,
    },
    audits: [...newest.values()].map(({ type, at, passed }) => {
      const next = records
        .filter(({ payload }) => payload.type === type)
        .flatMap(record => repeatedDates(record))
        .sort((a, b) => a - b)
        .find(date => date > now);
      return {
        type,
        title: auditTitles[type],
        at: toIso(at),
        passed,
        ...(next === undefined ? {} : { nextDueAt: toIso(next) }),
      };
    }),
  };
}
