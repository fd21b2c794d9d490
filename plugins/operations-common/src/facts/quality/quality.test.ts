import { EvidencePayload } from '../../evidence/kinds';
import { toIso, toMillis } from '../../time';
import { evidenceOf, subjectOf } from '../testing/builders';
import { brokenPromises } from '../testing/promises';
import { attestationFacts } from './attestationFacts';
import { qualityFacts } from './qualityFacts';

const NOW = Date.UTC(2026, 2, 12, 12);
const DAY = 86_400_000;

describe('quality', () => {
  const build = (daysAgo: number, payload: EvidencePayload<'quality'>) =>
    evidenceOf('quality', toIso(NOW - daysAgo * DAY), payload);
  const ask = (id: string, records: ReturnType<typeof build>[]) =>
    qualityFacts
      .find(fact => fact.id === id)
      ?.compute(subjectOf(records), { now: NOW });

  it.each([
    ['quality.coverage', [], null, 'no build has reported its test coverage'],
    ['quality.coverage', [build(1, { coverage: 0.81 })], 0.81, undefined],
    [
      'quality.coverage',
      [build(1, { coverage: 0.9 }), build(0, { coverage: 0.5 })],
      0.5,
      undefined,
    ],
    [
      'quality.coverage',
      [build(1, { coverage: 0.9 }), build(0, { p95Ms: 300 })],
      0.9,
      undefined,
    ],
    ['quality.coverage', [build(1, { coverage: 0 })], 0, undefined],
    ['quality.p95', [build(0, { p95Ms: 300 })], 300, undefined],
    [
      'quality.criticals',
      [
        build(1, { criticalVulnerabilities: 0 }),
        build(0, {
          criticalVulnerabilities: null,
          reasons: {
            criticalVulnerabilities: 'the audit endpoint answered 503',
          },
        }),
      ],
      null,
      'the audit endpoint answered 503',
    ],
  ])('%s', (id, records, value, reason) => {
    const found = ask(id, records);
    expect(found?.value).toBe(value);
    expect(found?.reason?.slice(0, reason?.length)).toBe(reason);
  });

  it('is as old as its build', () => {
    expect(
      ask('quality.p95', [build(3, { p95Ms: 1, commit: 'abc' })]),
    ).toMatchObject({
      provenAt: toIso(NOW - 3 * DAY),
      details: { commit: 'abc' },
    });
  });
});

describe('attestation', () => {
  const [valid] = attestationFacts;
  const stated = (
    madeDaysAgo: number,
    endsInDays: number,
    statement = 'trained',
  ) =>
    evidenceOf(
      'attestation',
      toIso(NOW - madeDaysAgo * DAY),
      { statement, validUntil: toIso(NOW + endsInDays * DAY) },
      { source: 'manual', submittedBy: 'user:default/ana' },
    );
  const at = (records: ReturnType<typeof stated>[]) => (now: number) =>
    valid.compute(subjectOf(records), { now, of: 'trained' });

  it.each([
    ['nobody', [], null, undefined],
    ['something else', [stated(1, 9, 'audited')], null, undefined],
    ['stands', [stated(1, 9)], true, 9],
    ['expired', [stated(30, 0)], false, undefined],
    ['longer than anybody may', [stated(100, 400)], true, 80],
    ['long ago', [stated(180, 400)], false, undefined],
    ['again', [stated(90, -1), stated(1, 9)], true, 9],
  ])('%s', (_, records, value, days) => {
    const ask = at(records);
    const { validUntil, ...found } = ask(NOW);
    expect(found.value).toBe(value);
    expect(validUntil).toBe(days && toIso(NOW + days * DAY));
    const until = validUntil ? toMillis(validUntil) : undefined;
    const answer = (now: number) => ask(now).value;
    expect(brokenPromises(NOW, until, answer, 500, 365 * DAY)).toEqual([]);
  });

  it('names who said so', () => {
    expect(at([stated(1, 9)])(NOW)).toMatchObject({
      details: { by: 'user:default/ana' },
      evidence: [{ submittedBy: 'user:default/ana' }],
    });
  });
});
