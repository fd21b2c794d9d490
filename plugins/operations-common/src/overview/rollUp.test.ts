import fc from 'fast-check';
import { Evidence } from '../evidence/Evidence';
import { evidenceOf, subjectOf } from '../facts/testing/builders';
import { toIso } from '../time';
import { rollUp, RollUpPart } from './rollUp';
import { scorecardResult } from './testing/scorecardResult';

const NOW = Date.UTC(2026, 2, 12, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function part(
  name: string,
  evidence: Evidence[],
  scorecards: RollUpPart['scorecards'] = [],
): RollUpPart {
  const entityRef = `component:default/${name}`;
  return {
    subject: subjectOf(evidence, { entity: { entityRef, name } }),
    scorecards,
  };
}
const covered = (name: string, coverage: number | null) =>
  part(name, [evidenceOf('quality', toIso(NOW - DAY), { coverage })]);
const incident = (minutesToAcknowledge: number, daysAgo = 2) => {
  const start = NOW - daysAgo * DAY;
  return evidenceOf('incident', toIso(start + HOUR), {
    title: 'down',
    status: 'resolved',
    severity: 'sev-1',
    impact: 'outage',
    segments: [{ startedAt: toIso(start), endedAt: toIso(start + HOUR) }],
    acknowledgedAt: toIso(start + minutesToAcknowledge * 60_000),
    resolvedAt: toIso(start + HOUR),
  });
};
const rolled = (parts: RollUpPart[], hidden = 0) =>
  rollUp({ relation: 'parts', parts, hidden, now: NOW });
const metric = (id: string, parts: RollUpPart[], hidden = 0) =>
  rolled(parts, hidden).metrics.find(candidate => candidate.id === id);

it('counts how many meet the target and names the worst', () => {
  const parts = [
    covered('a', 0.9),
    covered('b', 0.5),
    covered('c', 0.81),
    covered('d', null),
  ];
  expect(metric('coverage', parts, 2)).toEqual({
    id: 'coverage',
    title: 'Test coverage',
    meets: 2,
    misses: 1,
    unknown: 3,
    worst: { entityRef: 'component:default/b', value: 0.5 },
  });
});

it('lists the members with their own figures and gates', () => {
  const result = scorecardResult({ scorecard: 'phase-08-operations' });
  const other = scorecardResult({
    scorecard: 'phase-07-maintenance',
    applicable: false,
  });
  const found = rolled(
    [{ ...covered('a', 0.9), scorecards: [result, other] }],
    3,
  );
  expect(found).toMatchObject({
    relation: 'parts',
    hidden: 3,
    members: [
      {
        entityRef: 'component:default/a',
        kind: 'Component',
        title: 'a',
        scorecards: [
          { scorecard: 'phase-08-operations', gate: result.gate.state },
        ],
        metrics: {
          coverage: { value: 0.9, meets: true },
          p95: { value: null, meets: null },
        },
      },
    ],
  });
});

it('works mean times out again from all incidents', () => {
  const parts = [
    part('a', [incident(10), incident(10, 3), incident(10, 4)]),
    part('b', [incident(50)]),
  ];
  expect(metric('mtta', parts)).toMatchObject({
    meets: 1,
    misses: 1,
    worst: { entityRef: 'component:default/b', value: 50 * 60 },
    pooled: { value: 20 * 60, n: 4 },
  });
  expect(metric('coverage', parts)).not.toHaveProperty('pooled');
});

it('knows nothing of nothing', () => {
  for (const found of rolled([]).metrics) {
    expect(found).toMatchObject({ meets: 0, misses: 0, unknown: 0 });
    expect(found).not.toHaveProperty('worst');
  }
});

it('lasts until the first of its members changes', () => {
  const soon = toIso(NOW + HOUR);
  const scorecards = [scorecardResult({ validUntil: soon })];
  expect(
    rolled([part('a', [], scorecards), part('b', [incident(5)])]).validUntil,
  ).toBe(soon);
});

it('accounts for every member, seen or not, and its worst is one of them', () => {
  const coverage = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(
      fc.array(coverage, { maxLength: 8 }),
      fc.nat(5),
      (values, hidden) => {
        const parts = values.map((value, i) => covered(`m${i}`, value));
        const found = metric('coverage', parts, hidden);
        const known = values.filter(value => value !== null);
        expect(found).toMatchObject({
          meets: known.filter(value => value >= 0.8).length,
          misses: known.filter(value => value < 0.8).length,
          unknown: values.length - known.length + hidden,
        });
        expect(found?.worst?.value).toBe(
          known.length > 0 ? Math.min(...known) : undefined,
        );
      },
    ),
  );
});
