import { EvidencePayload } from '../../evidence/kinds';
import { toMillis } from '../../time';
import { evidenceOf, subjectOf } from '../testing/builders';
import { serviceAvailability } from './availability';

const now = toMillis('2026-03-31T00:00:00Z');
const day = 1 / 30;

const incident = (
  startedAt: string,
  endedAt: string | undefined,
  rest: Partial<EvidencePayload<'incident'>> = {},
) =>
  evidenceOf('incident', startedAt, {
    title: 'down',
    status: endedAt ? 'resolved' : 'triggered',
    segments: [{ startedAt, endedAt }],
    resolvedAt: endedAt,
    impact: 'outage',
    ...rest,
  });
const window = (starts: string, ends: string, approvedAt?: string) =>
  evidenceOf('maintenance-window', '2026-03-01T00:00:00Z', {
    starts,
    ends,
    ...(approvedAt
      ? { approval: { by: 'user:default/po', at: approvedAt } }
      : {}),
  });
const slo = (rest: Partial<EvidencePayload<'slo'>> = {}) =>
  evidenceOf('slo', '2026-03-30T23:59:00Z', {
    name: 'up',
    target: 0.99,
    window: 'P30D',
    method: 'timeslices',
    objective: 'availability',
    sli: 0.9996,
    state: 'ok',
    ...rest,
  });
const onCall = evidenceOf('on-call', '2026-03-30T00:00:00Z', {
  schedule: 'primary',
  rotationSize: 3,
  hasBackup: true,
});

const recorded = evidenceOf('attestation', '2026-03-30T00:00:00Z', {
  statement: 'incidents-recorded',
  validUntil: '2026-04-06T00:00:00Z',
});

type Records = Parameters<typeof subjectOf>[0];
const ask = (evidence: Records, of?: { window?: string; at?: number }) =>
  serviceAvailability.compute(subjectOf(evidence), {
    now: of?.at ?? now,
    window: of?.window,
  });
const oneDay = incident('2026-03-10T00:00:00Z', '2026-03-11T00:00:00Z');

describe('service.availability', () => {
  it.each<[string, Records, number | null]>([
    ['nothing at all', [], null],
    ['people on call, but nothing records incidents', [onCall], null],
    [
      'an impossible indicator, whatever the source calls it',
      [slo({ sli: 99.96, state: 'breached' }), recorded],
      null,
    ],
    [
      'an indicator of nothing observed, whatever the source calls it',
      [slo({ coverage: 0, state: 'breached' })],
      null,
    ],
    ['incidents are recorded and there was none', [recorded], 1],
    ['one day of thirty', [oneDay], 1 - day],
    [
      'degraded counts',
      [
        incident('2026-03-10T00:00:00Z', '2026-03-11T00:00:00Z', {
          impact: 'degraded',
        }),
      ],
      1 - day,
    ],
    [
      'unstated impact counts',
      [
        incident('2026-03-10T00:00:00Z', '2026-03-11T00:00:00Z', {
          impact: undefined,
        }),
      ],
      1 - day,
    ],
    [
      'no impact does not',
      [
        incident('2026-03-10T00:00:00Z', '2026-03-11T00:00:00Z', {
          impact: 'none',
        }),
      ],
      1,
    ],
    [
      'calling it maintenance does not',
      [
        incident('2026-03-10T00:00:00Z', '2026-03-11T00:00:00Z', {
          impact: 'maintenance',
        }),
      ],
      1,
    ],
    [
      'overlaps are merged',
      [oneDay, incident('2026-03-10T12:00:00Z', '2026-03-11T00:00:00Z')],
      1 - day,
    ],
    [
      'open counts up to now',
      [incident('2026-03-30T00:00:00Z', undefined)],
      1 - day,
    ],
    [
      'before the window is clipped',
      [incident('2026-02-01T00:00:00Z', '2026-03-02T00:00:00Z')],
      1 - day,
    ],
    ['long ago', [incident('2025-02-01T00:00:00Z', '2025-03-02T00:00:00Z')], 1],
    [
      'agreed maintenance shortens the time',
      [
        oneDay,
        window(
          '2026-03-20T00:00:00Z',
          '2026-03-30T00:00:00Z',
          '2026-03-19T00:00:00Z',
        ),
      ],
      1 - 1 / 20,
    ],
    [
      'approved afterwards does not',
      [
        oneDay,
        window(
          '2026-03-20T00:00:00Z',
          '2026-03-30T00:00:00Z',
          '2026-03-21T00:00:00Z',
        ),
      ],
      1 - day,
    ],
    [
      'not approved does not',
      [oneDay, window('2026-03-20T00:00:00Z', '2026-03-30T00:00:00Z')],
      1 - day,
    ],
    [
      'an outage inside agreed maintenance',
      [
        oneDay,
        window(
          '2026-03-10T00:00:00Z',
          '2026-03-11T00:00:00Z',
          '2026-03-01T00:00:00Z',
        ),
      ],
      1,
    ],
    [
      'all of it agreed maintenance',
      [
        recorded,
        window(
          '2026-02-01T00:00:00Z',
          '2026-04-30T00:00:00Z',
          '2026-01-01T00:00:00Z',
        ),
      ],
      null,
    ],
    ['the SLO wins over incidents', [slo(), oneDay], 0.9996],
    ['the lowest SLO', [slo(), slo({ name: 'b', sli: 0.5 })], 0.5],
    [
      'an SLO without data hides behind no incident',
      [slo({ sli: null, state: 'no-data' }), oneDay],
      null,
    ],
    [
      'one of two SLOs without data',
      [slo(), slo({ name: 'b', sli: null })],
      null,
    ],
    [
      'another objective is no availability',
      [slo({ objective: 'latency' }), oneDay],
      1 - day,
    ],
  ])('%s', (_, evidence, value) => {
    const result = ask(evidence);
    expect(result.value === null).toBe(value === null);
    expect(Number(result.value)).toBeCloseTo(Number(value), 9);
    expect(result.reason).toBeTruthy();
  });

  it('says where it comes from', () => {
    expect(ask([slo()])).toMatchObject({
      reason: 'from the SLO up (timeslices)',
      details: { from: 'slo' },
    });
    expect(ask([oneDay])).toMatchObject({
      reason: expect.stringMatching(/^from incidents/),
      details: { from: 'incidents', downSeconds: 86_400 },
    });
    expect(ask([slo({ window: 'P7D' })]).reason).toMatch(/its own window P7D/);
  });

  it('does not take alerts for a record of incidents', () => {
    const alert = incident('2026-03-10T00:00:00Z', '2026-03-11T00:00:00Z', {
      impact: 'none',
      alertOnly: true,
    });
    expect(ask([alert]).value).toBeNull();
  });

  it('is granted a minute while it changes with every second', () => {
    const open = incident('2026-03-30T00:00:00Z', undefined);
    expect(ask([open]).validUntil).toBe('2026-03-31T00:01:00.000Z');
    const leaving = incident('2026-02-28T00:00:00Z', '2026-03-02T00:00:00Z');
    expect(ask([leaving]).validUntil).toBe('2026-03-31T00:01:00.000Z');
  });

  it('holds until the first outage slides out of the window', () => {
    expect(ask([oneDay]).validUntil).toBe('2026-04-09T00:00:00.000Z');
    expect(ask([oneDay], { window: 'P90D' }).window).toBe('P90D');
  });
});
