import { Evidence } from '../evidence/Evidence';
import { Metric } from '../api/sections';
import { evidenceOf, subjectOf } from '../facts/testing/builders';
import { toIso } from '../time';
import { metricTargets } from './metricTargets';
import { metricTiles } from './metricTiles';
import { subjectAt, timelineOf } from './subjectAt';

const NOW = Date.UTC(2026, 2, 12, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const build = (
  daysAgo: number,
  payload: Evidence<'quality'>['payload'],
  id?: string,
) =>
  evidenceOf('quality', toIso(NOW - daysAgo * DAY), payload, {
    ...(id ? { externalId: id } : {}),
  });
const tiles = (evidence: readonly Evidence[]) =>
  new Map(metricTiles(subjectOf(evidence), NOW).map(tile => [tile.id, tile]));
const tile = (id: string, evidence: readonly Evidence[]) =>
  tiles(evidence).get(id) as Metric;

it('has the ten tiles in their order, none of them with a figure that nobody gave', () => {
  const found = metricTiles(subjectOf([]), NOW);
  const installed = metricTargets.filter(({ id }) =>
    found.some(t => t.id === id),
  );
  expect(found.map(({ id }) => id)).toEqual(installed.map(({ id }) => id));
  for (const { value, meets, reason, trend } of found) {
    expect({ value, meets, trend }).toEqual({ value: null, meets: null });
    expect(reason).toEqual(expect.stringMatching(/\w/));
  }
});

it.each([
  ['coverage', { coverage: 0.8 }, true],
  ['coverage', { coverage: 0.7999 }, false],
  ['p95', { p95Ms: 500 }, true],
  ['p95', { p95Ms: 501 }, false],
  ['openCriticals', { criticalVulnerabilities: 0 }, true],
  ['openCriticals', { criticalVulnerabilities: 1 }, false],
])('holds %s of %j against its target', (id, payload, meets) => {
  expect(tile(id, [build(1, payload)])).toMatchObject({ meets });
});

it('says where critical vulnerabilities were counted when nothing scans', () => {
  expect(
    tile('openCriticals', [build(1, { criticalVulnerabilities: 2 })]),
  ).toMatchObject({
    value: 2,
    fact: 'quality.criticals',
    reason: 'no scan was reported; as the newest build counted them',
  });
});

it('meets a target by a bound where the figure itself has no end', () => {
  const recorded = evidenceOf('attestation', toIso(NOW - 100 * DAY), {
    statement: 'incidents-recorded',
    validUntil: toIso(NOW + DAY),
  });
  expect(tile('mtbf', [recorded])).toMatchObject({ value: null, meets: true });
});

describe('trend', () => {
  it('asks at the end of each week what was true by then', () => {
    const weekly = [0, 1, 2, 3, 4].map(week =>
      build(week * 7 + 1, { coverage: 0.9 - week / 10 }),
    );
    const { trend } = tile('coverage', weekly);
    expect(trend).toHaveLength(12);
    expect(trend?.map(point => point.value)).toEqual([
      ...Array(7).fill(null),
      0.5,
      expect.closeTo(0.6),
      0.7,
      0.8,
      0.9,
    ]);
    expect(trend?.[11].at).toBe(toIso(NOW));
  });

  it('draws no line through fewer than five values', () => {
    const weekly = [0, 1, 2, 3].map(week =>
      build(week * 7 + 1, { coverage: 0.9 }),
    );
    expect(tile('coverage', weekly).trend).toBeUndefined();
  });

  it('draws no line through figures of two origins', () => {
    const incidents = [0, 1, 2, 3, 4, 5].map(week =>
      evidenceOf('incident', toIso(NOW - week * 7 * DAY - DAY), {
        title: 'down',
        status: 'resolved',
        impact: 'outage',
        segments: [
          {
            startedAt: toIso(NOW - week * 7 * DAY - DAY),
            endedAt: toIso(NOW - week * 7 * DAY - DAY + HOUR),
          },
        ],
        resolvedAt: toIso(NOW - week * 7 * DAY - DAY + HOUR),
      }),
    );
    const slo = evidenceOf('slo', toIso(NOW - HOUR), {
      name: 'up',
      objective: 'availability',
      target: 0.99,
      window: 'P30D',
      method: 'occurrences',
      sli: 0.999,
      state: 'ok',
    });
    expect(tile('availability', incidents).trend).toHaveLength(12);
    expect(tile('availability', [...incidents, slo]).trend).toBeUndefined();
  });

  it('can be left out', () => {
    const weekly = [0, 1, 2, 3, 4, 5].map(week =>
      build(week * 7 + 1, { coverage: 0.9 }),
    );
    const found = metricTiles(subjectOf(weekly), NOW, { trends: false });
    expect(found.some(metric => 'trend' in metric)).toBe(false);
  });
});

describe('subjectAt', () => {
  const ids = (
    evidence: readonly Evidence[],
    superseded: readonly Evidence[],
    daysAgo: number,
  ) =>
    subjectAt(
      timelineOf({ ...subjectOf(evidence), superseded }),
      NOW - daysAgo * DAY,
    ).evidence.map(({ id }) => id);

  it('takes the revision that was current', () => {
    const [first, second] = [
      build(9, { coverage: 0.1 }, 'a'),
      build(2, { coverage: 0.2 }, 'a'),
    ];
    expect(ids([second], [first], 1)).toEqual([second.id]);
    expect(ids([second], [first], 5)).toEqual([first.id]);
    expect(ids([second], [first], 10)).toEqual([]);
  });

  it('knows an incident from its start, although it was written about later', () => {
    const incident = evidenceOf('incident', toIso(NOW - DAY), {
      title: 'down',
      status: 'resolved',
      segments: [{ startedAt: toIso(NOW - 20 * DAY) }],
    });
    expect(ids([incident], [], 10)).toEqual([incident.id]);
    expect(ids([incident], [], 30)).toEqual([]);
  });

  it('measures the past against the policy of today', () => {
    const policy = evidenceOf('backup-policy', toIso(NOW), {
      dataset: 'orders',
      dataType: 'database',
      schedule: 'P1D',
    });
    expect(ids([policy], [], 60)).toEqual([policy.id]);
  });
});

it('names the newest records only, and says how many there are', () => {
  const builds = Array.from({ length: 25 }, (_, index) =>
    evidenceOf(
      'support',
      toIso(NOW - (index + 1) * HOUR),
      {
        from: toIso(NOW - (index + 1) * HOUR - DAY),
        to: toIso(NOW - (index + 1) * HOUR),
        tiers: {},
        csat: { score: 4.6, responses: 10 },
      },
      { id: `e${String(200 - index)}`, externalId: `p${index}` },
    ),
  );
  const { evidence, evidenceTotal } = tile('csat', builds);
  expect(evidenceTotal).toBe(25);
  expect(evidence).toHaveLength(20);
  expect(evidence.at(-1)?.id).toBe('e200');
  const few = tile('csat', builds.slice(0, 3));
  expect(few.evidence).toHaveLength(3);
  expect(few.evidenceTotal).toBeUndefined();
});
