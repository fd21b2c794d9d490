import { findFact } from '../facts/catalogue';
import { Evidence } from '../evidence/Evidence';
import { evidenceOf, subjectOf } from '../facts/testing/builders';
import { toIso } from '../time';
import { metricTargets } from './metricTargets';
import { quarterlyMetric, quartersUntil } from './quarters';
import { timelineOf } from './subjectAt';

const now = Date.UTC(2026, 4, 10);
const HOUR = 3_600_000;
const quarters = quartersUntil(now, 4);

it('quarters end where the next begins, the last one now', () => {
  expect(
    quarters.map(({ name, from, to, complete }) => [
      name,
      toIso(from).slice(0, 10),
      toIso(to).slice(0, 10),
      complete,
    ]),
  ).toEqual([
    ['2025-Q3', '2025-07-01', '2025-10-01', true],
    ['2025-Q4', '2025-10-01', '2026-01-01', true],
    ['2026-Q1', '2026-01-01', '2026-04-01', true],
    ['2026-Q2', '2026-04-01', '2026-05-10', false],
  ]);
  expect(quartersUntil(Date.UTC(2026, 0, 1), 2).map(q => q.name)).toEqual([
    '2025-Q4',
  ]);
});

/** Incidents of a quarter, each acknowledged after some minutes. */
const incidents = (month: number, ...minutes: number[]) =>
  minutes.map((minute, index) => {
    const start = Date.UTC(2026, month - 1, 2 + index, 12);
    return evidenceOf(
      'incident',
      toIso(start + HOUR),
      {
        title: `Incident ${index}`,
        severity: 'sev-2',
        status: 'resolved',
        impact: 'outage',
        segments: [{ startedAt: toIso(start), endedAt: toIso(start + HOUR) }],
        acknowledgedAt: toIso(start + minute * 60_000),
        resolvedAt: toIso(start + HOUR),
      },
      { externalId: `${month}-${index}` },
    );
  });

function mtta(evidence: Evidence[], known?: number) {
  const tile = metricTargets.find(({ id }) => id === 'mtta');
  const fact = tile && findFact(tile.fact);
  if (!tile || !fact) throw new Error('no mtta');
  return quarterlyMetric(
    timelineOf(subjectOf(evidence)),
    tile,
    fact,
    quarters,
    known,
  );
}

const five = (minutes: number) => Array.from({ length: 5 }, () => minutes);

it('gives each quarter its own figure, with what it rests on', () => {
  const { points } = mtta([...incidents(-1, 5, 15), ...incidents(1, 20, 40)]);
  expect(points.map(({ value, n, meets }) => [value, n, meets])).toEqual([
    [null, undefined, null],
    [600, 2, true],
    [1800, 2, false],
    [null, 0, null],
  ]);
  expect(points[0].reason).toMatch(/\w/);
  expect(points.some(({ reason }) => reason?.includes('PT'))).toBe(false);
});

it.each<[string, Evidence[], unknown, RegExp | undefined]>([
  [
    'better',
    [...incidents(-1, ...five(10)), ...incidents(1, ...five(5))],
    'better',
    undefined,
  ],
  [
    'worse',
    [...incidents(-1, ...five(5)), ...incidents(1, ...five(10))],
    'worse',
    undefined,
  ],
  [
    'the same',
    [...incidents(-1, ...five(5)), ...incidents(1, ...five(5))],
    'same',
    undefined,
  ],
  [
    'nothing of four',
    [...incidents(-1, ...five(5)), ...incidents(1, 1, 1, 1, 1)],
    null,
    /fewer than 5/,
  ],
  ['nothing of one quarter', incidents(1, ...five(5)), null, /not known/],
  [
    'nothing of the quarter that runs',
    [...incidents(1, ...five(5)), ...incidents(4, ...five(1))],
    null,
    /not known/,
  ],
])('says %s', (_, evidence, direction, why) => {
  const metric = mtta(evidence);
  expect(metric.direction).toBe(direction);
  expect(metric.why ?? '').toMatch(why ?? /^$/);
});

it('knows nothing of quarters of which not all records were read', () => {
  const all = [...incidents(-1, ...five(5)), ...incidents(1, ...five(5))];
  const { points, direction } = mtta(all, Date.UTC(2025, 11, 1));
  expect(points[1]).toMatchObject({
    value: null,
    reason: expect.stringMatching(/more records/),
  });
  expect(points[2].value).toBe(300);
  expect(direction).toBeNull();
});
