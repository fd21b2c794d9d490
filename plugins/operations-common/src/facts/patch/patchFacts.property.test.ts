import fc from 'fast-check';
import { Evidence } from '../../evidence/Evidence';
import { evidenceOf, subjectOf } from '../testing/builders';
import { brokenPromises } from '../testing/promises';
import { patchFacts } from './patchFacts';
import { failedOn, isoDay, onDay, row, scanOn } from './testing/scans';

const severity = fc.constantFrom('critical', 'high', 'medium', 'unknown');
const id = fc.constantFrom('CVE-1', 'CVE-2', 'CVE-3');
const day = fc.integer({ min: 0, max: 40 });

const scan = fc
  .tuple(day, fc.uniqueArray(id), severity, fc.boolean(), fc.boolean())
  .map(([on, ids, rated, failed, dismissed]) => {
    const rows = ids.map(vulnerability =>
      row(vulnerability, {
        severity: rated,
        ...(dismissed ? { dismissed: { reason: 'not_used' } } : {}),
      }),
    );
    const eol = [{ product: 'debian', since: isoDay(on + 5) }];
    const payload = failed ? failedOn(on) : scanOn(on, rows, { eol });
    return evidenceOf('vulnerability-scan', payload.completedAt, payload);
  });

const vex = fc
  .tuple(day, id, fc.constantFrom('not_affected', 'affected'), day)
  .map(([on, vulnerability, status, length]) =>
    evidenceOf('vex', isoDay(on), {
      vulnerability,
      status,
      expiresAt: isoDay(on + length),
    }),
  );

const acceptance = fc.tuple(day, id, day).map(([on, vulnerability, length]) =>
  evidenceOf('risk-acceptance', isoDay(on), {
    vulnerability,
    justification: 'why',
    approver: 'user:default/ciso',
    expiresAt: isoDay(on + length),
  }),
);

const evidence = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: scan },
    { weight: 1, arbitrary: vex },
    { weight: 1, arbitrary: acceptance },
  ),
  { minLength: 1, maxLength: 10 },
);

/** Records of the future are not there yet. */
const until = (records: Evidence[], now: number) =>
  records.filter(({ observedAt }) => Date.parse(observedAt) <= now);

describe.each(patchFacts.map(fact => [fact.id, fact] as const))(
  '%s',
  (_, fact) => {
    it('says exactly until when its answer holds', () => {
      fc.assert(
        fc.property(
          evidence,
          fc.integer({ min: 1, max: 50 }),
          fc.nat(999),
          (all, day0, thousandths) => {
            const now = onDay(day0);
            const records = until(all, now);
            const ask = (at: number) =>
              fact.compute(subjectOf(records), { now: at, window: 'PT241H' });
            const { validUntil } = ask(now);
            // Everything but the instant of asking and what moves by itself.
            const answer = (at: number) => {
              const { asOf, validUntil: end, value, ...rest } = ask(at);
              return JSON.stringify([rest, rest.grows ? 'grows' : value]);
            };
            const end = validUntil ? Date.parse(validUntil) : undefined;
            expect(
              brokenPromises(now, end, answer, thousandths, onDay(9999)),
            ).toEqual([]);
          },
        ),
        { numRuns: 300 },
      );
    });

    it('has a reason whenever it has no value, and never NaN', () => {
      fc.assert(
        fc.property(evidence, records => {
          const { value, reason } = fact.compute(subjectOf(records), {
            now: onDay(41),
          });
          expect(
            value === null ? /\w/.test(reason ?? '') : Number.isFinite(value),
          ).toBe(true);
        }),
      );
    });
  },
);
