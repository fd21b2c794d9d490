import fc from 'fast-check';
import { Millis, toIso, toMillis } from '../time';
import { evaluateScorecard } from './evaluateScorecard';
import { policyDigest } from './policyDigest';
import { ScorecardResult, SignoffDecision, Waiver } from './Result';
import { Scorecard } from './Scorecard';
import {
  Act,
  acts,
  course,
  Course,
  criteria,
  exceptions,
  factAt,
  factIds,
} from './__testUtils__/arbitraries';
import {
  decisionOn,
  factOf,
  inputOf,
  now,
  scorecardOf,
  waiverOf,
} from './__testUtils__/builders';
import {
  modelGate,
  ModelInput,
  modelSignoffs,
  modelVerdict,
} from './__testUtils__/referenceModel';

interface World {
  card: Scorecard;
  courses: Record<string, Course>;
  waivers: Waiver[];
  acts: Act[];
}

const world: fc.Arbitrary<World> = fc
  .record({
    criteria,
    courses: fc.tuple(course, course, course),
    exceptions,
    acts,
  })
  .map(random => ({
    card: scorecardOf(random.criteria),
    courses: Object.fromEntries(
      factIds.map((id, index) => [id, random.courses[index]]),
    ),
    waivers: random.exceptions.map(({ criterion, state, ends }, index) =>
      waiverOf({
        id: `w${index}`,
        criterion: `k${criterion}`,
        state,
        expiresAt: toIso(ends),
      }),
    ),
    acts: random.acts,
  }));

function evaluate(
  { card, courses, waivers }: World,
  at: Millis,
  decisions: readonly SignoffDecision[] = [],
): ScorecardResult {
  const facts = factIds.map(id => factOf(id, 'count', factAt(courses[id])));
  return evaluateScorecard(
    inputOf(card, facts, { now: at, decisions, waivers }),
  );
}

/** Decisions made over what was shown at their time. */
function decisionsOf(random: World): SignoffDecision[] {
  return random.acts.flatMap(
    ({ criterion, slot, decision, by, at, revoked }) => {
      const found = random.card.spec.criteria[criterion];
      if (!found?.signoffs?.some(one => one.id === slot)) return [];
      const end = { by, at: toIso(at), reason: 'mistake' };
      return [
        decisionOn(evaluate(random, at), found.id, slot, {
          decision,
          by,
          ...(revoked ? { revoked: end } : {}),
        }),
      ];
    },
  );
}

/** What must not change while a result is valid. */
const answerOf = (result: ScorecardResult) => ({
  verdicts: result.criteria.map(one => one.verdict),
  reasons: result.criteria.map(one => one.reason),
  states: result.criteria.map(one =>
    one.signoffs.map(slot => [slot.state, slot.staleReasons]),
  ),
  gate: result.gate.state,
  digests: result.criteria.map(one => one.subjectDigest),
});

describe('evaluateScorecard', () => {
  it('agrees with the reference model', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(world, random => {
        const decisions = decisionsOf(random);
        const result = evaluate(random, now, decisions);
        const model: ModelInput = {
          criteria: random.card.spec.criteria,
          courses: random.courses,
          decisions,
          digests: Object.fromEntries(
            result.criteria.map(one => [one.id, one.subjectDigest ?? '']),
          ),
          statements: Object.fromEntries(
            result.criteria.map(one => [
              one.id,
              JSON.stringify(one.subject?.evidence),
            ]),
          ),
          waivers: random.waivers,
          now,
        };
        for (const [index, criterion] of model.criteria.entries()) {
          const actual = result.criteria[index];
          expect(actual.verdict).toBe(modelVerdict(criterion, model));
          const expected = modelSignoffs(criterion, model);
          const { signoffs } = actual;
          const approved = signoffs.filter(one => one.state === 'approved');
          expect(approved.map(one => one.id)).toEqual(expected.approved);
          const rejected = signoffs.some(one => one.state === 'rejected');
          expect(rejected).toBe(expected.rejected);
          seen.add(actual.verdict);
        }
        expect(result.gate.state).toBe(modelGate(model));
        seen.add(result.gate.state);
      }),
      { numRuns: 1500 },
    );
    // The random worlds reach every verdict and every state that the model knows.
    expect(seen.size).toBe(6 + 3);
  });

  it('holds until validUntil, and is the same whenever it is asked before', () => {
    fc.assert(
      fc.property(
        world,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (random, share) => {
          const decisions = decisionsOf(random);
          const result = evaluate(random, now, decisions);
          const end = result.validUntil && toMillis(result.validUntil);
          const last = end ? end - 1 : now + 1e12;
          expect(last).toBeGreaterThanOrEqual(now);
          const between = now + Math.floor((last - now) * share);
          for (const at of [last, between]) {
            const later = evaluate(random, at, decisions);
            expect(answerOf(later)).toEqual(answerOf(result));
          }
        },
      ),
      { numRuns: 700 },
    );
  });

  it('does not depend on the order of decisions, waivers and keys', () => {
    fc.assert(
      fc.property(world, random => {
        const decisions = decisionsOf(random);
        const turned: World = {
          ...random,
          card: turnedKeys(random.card),
          waivers: [...random.waivers].reverse(),
        };
        expect(policyDigest(turned.card)).toBe(policyDigest(random.card));
        const reverse = [...decisions].reverse();
        expect(answerOf(evaluate(turned, now, reverse))).toEqual(
          answerOf(evaluate(random, now, decisions)),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('never passes without a value', () => {
    fc.assert(
      fc.property(world, random => {
        const silent = Object.fromEntries(
          factIds.map(id => [
            id,
            { phases: [{ from: 0, phase: { value: null, digest: 'aa' } }] },
          ]),
        );
        const blank = { ...random, courses: silent, waivers: [] };
        const result = evaluate(blank, now);
        for (const { verdict } of result.criteria) {
          expect(['unknown', 'not-applicable']).toContain(verdict);
        }
      }),
      { numRuns: 200 },
    );
  });
});

function turnedKeys<T>(value: T): T {
  if (Array.isArray(value)) return value.map(turnedKeys) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(
    entries.map(([key, item]) => [key, turnedKeys(item)]),
  ) as T;
}
