import fc from 'fast-check';
import { Millis, toIso } from '../../time';
import { Criterion, Rule, SignoffSlot } from '../Scorecard';
import { days, now, refOf } from './builders';

/** What a random fact says from one instant on. */
export interface Phase {
  value: number | null;
  provenAt?: Millis;
  digest: string;
}

/** A fact as a course of phases; the last one that has begun holds. */
export interface Course {
  phases: { from: Millis; phase: Phase }[];
}

/** The phase that holds at an instant, and when the next one begins. */
export function phaseAt({ phases }: Course, at: Millis) {
  const begun = phases.filter(one => one.from <= at);
  const next = phases.find(one => one.from > at);
  return { phase: begun[begun.length - 1].phase, until: next?.from };
}

/** The course as a fact's answer. */
export const factAt = (course: Course) => (at: Millis) => {
  const { phase, until } = phaseAt(course, at);
  return {
    value: phase.value,
    ...(phase.value === null ? { reason: 'not pushed' } : {}),
    ...(phase.provenAt === undefined
      ? {}
      : { provenAt: toIso(phase.provenAt) }),
    ...(until === undefined ? {} : { validUntil: toIso(until) }),
    evidence: [refOf({ id: phase.digest, materialDigest: phase.digest })],
  };
};

const instant = fc.integer({ min: -20, max: 20 }).map(day => now + days(day));

const phase: fc.Arbitrary<Phase> = fc.record(
  {
    value: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null, freq: 4 }),
    provenAt: fc.integer({ min: -40, max: 0 }).map(day => now + days(day)),
    digest: fc.constantFrom('aa', 'bb'),
  },
  { requiredKeys: ['value', 'digest'] },
);

/** A random course of up to four phases; the first has always begun. */
export const course: fc.Arbitrary<Course> = fc
  .tuple(
    phase,
    fc.uniqueArray(fc.record({ from: instant, phase }), {
      maxLength: 3,
      selector: one => one.from,
    }),
  )
  .map(([first, later]) => ({
    phases: [
      { from: 0, phase: first },
      ...later.sort((a, b) => a.from - b.from),
    ],
  }));

/** Names of the random facts. */
export const factIds = ['a', 'b', 'c'] as const;

const rule: fc.Arbitrary<Rule> = fc.record(
  {
    fact: fc.constantFrom(...factIds),
    op: fc.constantFrom<Rule['op']>('>=', '>', '<=', '<', '==', '!='),
    value: fc.integer({ min: 0, max: 3 }),
    maxAge: fc.constantFrom('P10D', 'P30D'),
    when: fc.constantFrom({ kind: 'component' }, { kind: 'api' }),
  },
  { requiredKeys: ['fact', 'op', 'value'] },
);

const slots: fc.Arbitrary<SignoffSlot[]> = fc.constantFrom<SignoffSlot[]>(
  [],
  [{ id: 's', verb: 'owns', role: 'sre-lead' }],
  [
    { id: 's', verb: 'owns', role: 'sre-lead' },
    { id: 't', verb: 'validates', role: 'tech-lead', after: ['s'] },
  ],
);

/** Random criteria with ids `k0`, `k1`, … */
export const criteria: fc.Arbitrary<Criterion[]> = fc
  .array(
    fc.record(
      {
        rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
        signoffs: slots,
        required: fc.boolean(),
        enableOn: fc
          .integer({ min: -5, max: 5 })
          .map(day => toIso(now + days(day)).slice(0, 10)),
        appliesTo: fc.constantFrom({ kind: 'component' }, { kind: 'api' }),
      },
      { requiredKeys: ['rules', 'signoffs', 'required'] },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map(list =>
    list.map((one, index) => ({
      id: `k${index}`,
      title: `Criterion ${index}`,
      ...one,
    })),
  );

/** A random decision, to be made on what is shown at its time. */
export interface Act {
  criterion: number;
  slot: 's' | 't';
  decision: 'approve' | 'reject';
  by: string;
  at: Millis;
  revoked: boolean;
}

/** Random decisions on the first criteria, in the past. */
export const acts: fc.Arbitrary<Act[]> = fc.uniqueArray(
  fc.record({
    criterion: fc.integer({ min: 0, max: 3 }),
    slot: fc.constantFrom('s' as const, 't' as const),
    decision: fc.constantFrom(
      'approve' as const,
      'approve' as const,
      'reject' as const,
    ),
    by: fc.constantFrom('user:default/a', 'user:default/b', 'user:default/c'),
    at: fc.integer({ min: -100, max: 0 }).map(day => now + days(day)),
    revoked: fc.constantFrom(false, false, false, true),
  }),
  { maxLength: 6, selector: act => act.at },
);

/** A random exception of the first criteria. */
export const exceptions = fc.array(
  fc.record({
    criterion: fc.integer({ min: 0, max: 3 }),
    state: fc.constantFrom(
      'approved' as const,
      'approved' as const,
      'pending' as const,
      'denied' as const,
      'revoked' as const,
    ),
    ends: instant,
  }),
  { maxLength: 3 },
);
