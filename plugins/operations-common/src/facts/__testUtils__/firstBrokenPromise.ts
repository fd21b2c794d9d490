import fc from 'fast-check';
import { Evidence } from '../../evidence/Evidence';
import { FactDefinition } from '../Fact';
import { onDay } from '../testing/ask';
import { subjectOf } from '../testing/builders';
import { brokenPromises } from '../testing/promises';

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
            // Not whole days, so that nothing enters at the very instant at which something equal leaves.
            window: fact.defaultWindow && 'PT241H',
            of: selector,
          });
        const answer = (at: number) => {
          const { asOf, validUntil, value, ...rest } = ask(at);
          return JSON.stringify([rest, rest.grows ? 'grows' : value]);
        };
        const { validUntil } = ask(now);
        const end = validUntil ? Date.parse(validUntil) : undefined;
        broken = brokenPromises(now, end, answer, thousandths, onDay(9999));
        return broken.length === 0;
      },
    ),
    { numRuns: 200 },
  );
  return broken;
}
