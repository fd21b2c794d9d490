import fc from 'fast-check';
import { Evidence } from '../../evidence/Evidence';
import { FactResult } from '../Fact';
import { evidenceOf, subjectOf } from '../testing/builders';
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

/** The answer without what moves by itself. */
function answer(result: FactResult) {
  const { asOf, validUntil, value, ...rest } = result;
  return { ...rest, value: result.grows ? 'grows' : value };
}

const compute = (index: number, records: Evidence[], now: number) =>
  patchFacts[index].compute(subjectOf(records), { now, window: 'P10D' });

/** Records of the future are not there yet. */
const until = (records: Evidence[], now: number) =>
  records.filter(({ observedAt }) => Date.parse(observedAt) <= now);

describe.each(patchFacts.map((fact, index) => [fact.id, index] as const))(
  '%s',
  (_, index) => {
    it('says exactly until when its answer holds', () => {
      fc.assert(
        fc.property(
          evidence,
          fc.integer({ min: 1, max: 50 }),
          (all, nowDay) => {
            const now = onDay(nowDay);
            const records = until(all, now);
            const result = compute(index, records, now);
            const end = result.validUntil
              ? Date.parse(result.validUntil)
              : onDay(5000);
            expect(end).toBeGreaterThan(now);
            expect(answer(compute(index, records, end - 1))).toEqual(
              answer(result),
            );
            if (result.validUntil) {
              expect(answer(compute(index, records, end))).not.toEqual(
                answer(result),
              );
            }
          },
        ),
        { numRuns: 300 },
      );
    });

    it('has a reason whenever it has no value, and never NaN', () => {
      fc.assert(
        fc.property(evidence, records => {
          const result = compute(index, records, onDay(41));
          if (result.value === null) expect(result.reason).toMatch(/\w+/);
          else expect(Number.isFinite(Number(result.value))).toBe(true);
        }),
      );
    });
  },
);
