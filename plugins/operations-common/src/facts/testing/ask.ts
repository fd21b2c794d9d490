import fc from 'fast-check';
import { Evidence } from '../../evidence/Evidence';
import { toIso } from '../../time';
import { FactDefinition, FactQuery, FactResult, FactSubject } from '../Fact';
import { OperationsSettings } from '../settings';
import { subjectOf } from './builders';
import { brokenPromises } from './promises';

const day = 24 * 60 * 60 * 1000;
const zero = Date.UTC(2026, 0, 1);

/** Instant of a day of the tests' calendar, which begins with 2026; fractions are hours. */
export const onDay = (count: number): number => zero + count * day;

/** The same as ISO 8601. */
export const isoDay = (count: number): string => toIso(onDay(count));

/** Asks one fact of a family on a day. */
export function askOf(facts: readonly FactDefinition[]) {
  return (
    id: string,
    evidence: readonly Evidence[],
    on: number,
    rest: Omit<FactQuery, 'now'> & {
      settings?: OperationsSettings;
      subject?: Partial<FactSubject>;
    } = {},
  ): FactResult => {
    const fact = facts.find(entry => entry.id === id);
    if (!fact) throw new Error(`no fact ${id}`);
    const { settings, subject, ...query } = rest;
    return fact.compute(
      { ...subjectOf(evidence, { settings }), ...subject },
      { now: onDay(on), ...query },
    );
  };
}

/**
 * The first evidence, within many random ones, with which a fact breaks the promise of its `validUntil`; empty when none does.
 *
 * @param evidence - records of days 0 to 40; those after the instant of asking are left out
 */
export function firstBrokenPromise(
  fact: FactDefinition,
  evidence: fc.Arbitrary<Evidence[]>,
  of: fc.Arbitrary<string | undefined> = fc.constant(undefined),
): string[] {
  let broken: string[] = [];
  fc.assert(
    fc.property(
      evidence,
      of,
      fc.integer({ min: 1, max: 50 }),
      fc.nat(999),
      (all, selector, on, thousandths) => {
        const now = onDay(on);
        const known = all.filter(
          ({ observedAt }) => Date.parse(observedAt) <= now,
        );
        const ask = (at: number) =>
          fact.compute(subjectOf(known), {
            now: at,
            window: fact.defaultWindow && 'P10D',
            of: selector,
          });
        const answer = (at: number) => {
          const { asOf, validUntil, value, ...rest } = ask(at);
          return JSON.stringify([rest, rest.grows ? 'grows' : value]);
        };
        const { validUntil } = ask(now);
        const end = validUntil ? Date.parse(validUntil) : undefined;
        broken = brokenPromises(now, end, answer, thousandths, 9999 * day);
        return broken.length === 0;
      },
    ),
    { numRuns: 200 },
  );
  return broken;
}
