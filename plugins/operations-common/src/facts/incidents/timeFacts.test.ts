import { EvidencePayload } from '../../evidence/kinds';
import { toMillis } from '../../time';
import {
  askIncidents,
  at,
  incidentOf,
  Records,
  recordedOf,
} from './testing/incidents';

const hour = 3600;
const resolved = incidentOf('10T12:00', {
  acknowledgedAt: at('10T12:10'),
  endedAt: '10T14:00',
});
const other = incidentOf('11T00:00', {
  acknowledgedAt: at('11T00:30'),
  endedAt: '11T06:00',
});
const open = incidentOf('30T00:00');
const backwards = incidentOf('12T12:00', { endedAt: '12T11:00' });
const reopened = incidentOf('10T12:00', {
  segments: [
    { startedAt: at('10T12:00'), endedAt: at('10T13:00') },
    { startedAt: at('10T20:00'), endedAt: at('10T22:00') },
  ],
  resolvedAt: at('10T22:00'),
  status: 'resolved',
});
const aside = (payload: Partial<EvidencePayload<'incident'>>) =>
  incidentOf('15T00:00', {
    endedAt: '15T01:00',
    acknowledgedAt: at('15T00:01'),
    ...payload,
  });

describe('incident.mtta', () => {
  it.each<[string, Records, number | null, number, number]>([
    ['two acknowledged', [resolved, other], 1200, 2, 2],
    ['one of two', [resolved, open], 600, 1, 2],
    ['none', [open], null, 0, 1],
    ['no incidents', [recordedOf()], null, 0, 0],
    ['merged left out', [resolved, aside({ status: 'merged' })], 600, 1, 1],
    ['test left out', [resolved, aside({ status: 'test' })], 600, 1, 1],
    ['tutorial left out', [resolved, aside({ mode: 'tutorial' })], 600, 1, 1],
    [
      'maintenance apart',
      [resolved, aside({ impact: 'maintenance' })],
      600,
      1,
      1,
    ],
    ['no impact apart', [resolved, aside({ impact: 'none' })], 600, 1, 1],
    ['cancelled apart', [resolved, aside({ status: 'Declined' })], 600, 1, 1],
    [
      'acknowledged before it started',
      [resolved, aside({ acknowledgedAt: at('14T00:00') })],
      600,
      1,
      2,
    ],
    [
      'before the window',
      [
        incidentOf('2025-10-01T00:00:00Z', {
          acknowledgedAt: '2025-10-01T00:01:00Z',
        }),
      ],
      null,
      0,
      0,
    ],
    ['no start given', [resolved, aside({ segments: undefined })], 600, 1, 2],
  ])('%s', (_, evidence, value, n, of) => {
    const result = askIncidents('incident.mtta', evidence);
    expect(result).toMatchObject({ value, n, details: { of } });
    expect(result.value !== null || Boolean(result.reason)).toBe(true);
  });

  it('has median and p90 beside the mean, and a trend from five on', () => {
    const minutes = [1, 2, 3, 4, 40];
    const list = minutes.map((minute, day) =>
      incidentOf(`1${day}T00:00`, {
        acknowledgedAt: at(`1${day}T00:${String(minute).padStart(2, '0')}`),
      }),
    );
    expect(askIncidents('incident.mtta', list)).toMatchObject({
      value: 600,
      details: { median: 180, p90: 2400, trend: true },
    });
    expect(askIncidents('incident.mtta', list.slice(1)).details).toMatchObject({
      trend: false,
    });
  });

  it('counts from the event’s own time however late it is entered', () => {
    const late = { ...resolved, receivedAt: at('30T00:00') };
    expect(askIncidents('incident.mtta', [late]).value).toBe(600);
  });
});

describe('incident.mttr', () => {
  it.each<[string, Records, number | null, number, number]>([
    ['two resolved', [resolved, other], 4 * hour, 2, 2],
    ['open ones stay out', [resolved, open], 2 * hour, 1, 2],
    ['only open ones', [open], null, 0, 1],
    ['no incidents', [recordedOf()], null, 0, 0],
    ['reopened: to the last resolve', [reopened], 10 * hour, 1, 1],
    [
      'overlapping ones stay separate',
      [resolved, incidentOf('10T12:00', { endedAt: '10T16:00' })],
      3 * hour,
      2,
      2,
    ],
    ['resolved before it started', [resolved, backwards], 2 * hour, 1, 2],
    [
      'resolved, not said when',
      [incidentOf('10T12:00', { status: 'resolved' })],
      null,
      0,
      1,
    ],
    [
      'began before the window',
      [incidentOf('2025-12-01T00:00:00Z', { endedAt: '2026-01-10T00:00:00Z' })],
      40 * 24 * hour,
      1,
      1,
    ],
    [
      'reopened and open',
      [
        incidentOf('10T12:00', {
          segments: [
            { startedAt: at('10T12:00'), endedAt: at('10T13:00') },
            { startedAt: at('11T00:00') },
          ],
          resolvedAt: at('10T13:00'),
        }),
      ],
      null,
      0,
      1,
    ],
    [
      'over, not resolved',
      [
        incidentOf('10T12:00', {
          status: 'monitoring',
          segments: [{ startedAt: at('10T12:00'), endedAt: at('10T13:00') }],
        }),
      ],
      null,
      0,
      1,
    ],
  ])('%s', (_, evidence, value, n, of) => {
    expect(askIncidents('incident.mttr', evidence)).toMatchObject({
      value,
      n,
      details: { of },
    });
  });
});

describe('incident.mtbf', () => {
  const days = 90 * 24 * hour;
  it.each<[string, Records, number | null, number]>([
    ['one', [resolved], days - 2 * hour, 1],
    ['two', [resolved, other], (days - 8 * hour) / 2, 2],
    [
      'overlapping: one stretch, two failures',
      [resolved, incidentOf('10T13:00', { endedAt: '10T14:00' })],
      (days - 2 * hour) / 2,
      2,
    ],
    ['open', [open], days - 24 * hour, 1],
    ['reopened: only its stretches', [reopened], days - 3 * hour, 1],
    ['backwards: a failure of no length', [backwards], days, 1],
    [
      'began before the window',
      [incidentOf('2025-12-01T00:00:00Z', { endedAt: '2026-01-01T00:00:00Z' })],
      days - 24 * hour,
      1,
    ],
    ['maintenance only', [aside({ impact: 'maintenance' })], null, 0],
  ])('%s', (_, evidence, value, n) => {
    expect(askIncidents('incident.mtbf', evidence)).toMatchObject({ value, n });
  });

  it('gives a lower bound where nothing failed', () => {
    expect(askIncidents('incident.mtbf', [recordedOf()])).toMatchObject({
      value: null,
      reason: 'no failures in P90D',
      details: { lowerBound: days },
    });
  });

  it('gives no lower bound where nobody records failures', () => {
    const result = askIncidents('incident.mtbf', []);
    expect(result.value).toBeNull();
    expect(result.details).toBeUndefined();
  });
});

describe('validUntil', () => {
  it.each([
    ['incident.mtta', resolved, '2026-06-08T12:00:00.001Z'],
    ['incident.mttr', resolved, '2026-06-08T14:00:00.001Z'],
    ['incident.mtbf', resolved, '2026-06-08T12:00:00.000Z'],
    ['incident.mtbf', open, '2026-03-31T00:01:00.000Z'],
  ])('of %s', (id, incident, validUntil) => {
    expect(askIncidents(id, [incident]).validUntil).toBe(validUntil);
  });

  it('is the instant of the change', () => {
    const later = (millis: number) =>
      askIncidents('incident.mttr', [resolved], {
        now: toMillis('2026-06-08T14:00:00Z') + millis,
      }).value;
    expect(later(0)).toBe(2 * hour);
    expect(later(1)).toBeNull();
  });
});
