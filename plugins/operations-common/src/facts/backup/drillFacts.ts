import { FactDefinition, FactQuery, FactResult, FactSubject } from '../Fact';
import { known, unknown } from '../result';
import { newest, recordsOf } from '../select';
import { drillRecovery } from './recoveryTime';

const ageFact = {
  id: 'drDrill.age',
  title: 'Age of the last successful recovery drill',
  description:
    'Time since the last disaster recovery drill that succeeded, measured from its end.',
  unit: 'seconds' as const,
  kinds: ['dr-drill' as const],
  better: 'lower' as const,
};

const lessonsFact = {
  id: 'drDrill.lessons',
  title: 'Lessons of the last recovery drill are written down',
  description:
    'The newest disaster recovery drill, whatever its outcome, has a link to what was learned.',
  unit: 'boolean' as const,
  kinds: ['dr-drill' as const],
  better: 'higher' as const,
};

const never = 'no disaster recovery drill was ever reported';

function age(subject: FactSubject, query: FactQuery): FactResult {
  const drills = recordsOf(subject.evidence, 'dr-drill');
  const good = drills
    .filter(drill => drill.payload.outcome === 'success')
    .map(drillRecovery)
    .sort((a, b) => a.at - b.at);
  const last = newest(good);
  if (last === undefined) {
    const reason =
      drills.length === 0
        ? never
        : 'no disaster recovery drill has succeeded yet';
    return unknown(ageFact, query, reason, { evidence: drills.slice(-1) });
  }
  return known(ageFact, query, Math.max(0, query.now - last.at) / 1000, {
    grows: true,
    n: drills.length,
    provenAt: last.at,
    evidence: [last.record],
  });
}

function lessons(subject: FactSubject, query: FactQuery): FactResult {
  const last = newest(recordsOf(subject.evidence, 'dr-drill'));
  if (last === undefined) return unknown(lessonsFact, query, never);
  const { lessonsUrl, declaredAt } = last.payload;
  return lessonsUrl
    ? known(lessonsFact, query, true, {
        provenAt: drillRecovery(last).at,
        details: { url: lessonsUrl },
        evidence: [last],
      })
    : known(lessonsFact, query, false, {
        reason: `the drill of ${declaredAt} names no lessons (lessonsUrl)`,
        evidence: [last],
      });
}

/** Facts about disaster recovery drills. @internal */
export const drillFacts: FactDefinition[] = [
  { ...ageFact, compute: age },
  { ...lessonsFact, compute: lessons },
];
