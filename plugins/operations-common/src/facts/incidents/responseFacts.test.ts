import { EvidencePayload } from '../../evidence/kinds';
import {
  askIncidents,
  at,
  incidentOf,
  onCallOf,
  recordedOf,
  Records,
} from './testing/incidents';

type Severity = EvidencePayload<'incident'>['severity'];

describe('incident.responseKept', () => {
  // 2026-03-06 is a Friday.
  it.each<
    [
      string,
      Severity,
      string,
      string | undefined,
      string | undefined,
      number | null,
    ]
  >([
    ['SEV-1 in 15 minutes', 'sev-1', '10T12:00', '10T12:15', undefined, 1],
    ['SEV-1 a minute late', 'sev-1', '10T12:00', '10T12:16', undefined, 0],
    ['SEV-2 in an hour', 'sev-2', '10T12:00', '10T13:00', undefined, 1],
    ['SEV-2 late', 'sev-2', '10T12:00', '10T13:01', undefined, 0],
    ['SEV-3 in four hours', 'sev-3', '10T12:00', '10T16:00', undefined, 1],
    ['SEV-3 late', 'sev-3', '10T12:00', '10T16:01', undefined, 0],
    ['SEV-4 on Monday', 'sev-4', '06T16:00', '09T16:00', undefined, 1],
    ['SEV-4 late on Monday', 'sev-4', '06T16:00', '09T16:01', undefined, 0],
    ['SEV-4 of Saturday', 'sev-4', '07T16:00', '09T17:00', undefined, 1],
    ['never acknowledged', 'sev-2', '10T12:00', undefined, undefined, 0],
    [
      'never acknowledged, resolved late',
      'sev-2',
      '10T12:00',
      undefined,
      '10T14:00',
      0,
    ],
    [
      'resolved before anybody had to',
      'sev-2',
      '10T12:00',
      undefined,
      '10T12:30',
      null,
    ],
    ['still pending', 'sev-2', '30T23:30', undefined, undefined, null],
    ['no severity', undefined, '10T12:00', '10T12:01', undefined, null],
  ])('%s', (_, severity, start, acknowledged, endedAt, value) => {
    const result = askIncidents('incident.responseKept', [
      incidentOf(start, {
        severity,
        endedAt,
        ...(acknowledged ? { acknowledgedAt: at(acknowledged) } : {}),
      }),
    ]);
    expect(result.value).toBe(value);
    expect(value !== null || Boolean(result.reason)).toBe(true);
  });

  const kept = incidentOf('10T12:00', { acknowledgedAt: at('10T12:05') });
  const missed = incidentOf('11T12:00', { severity: 'sev-1' });

  it('can be asked of one severity', () => {
    expect(askIncidents('incident.responseKept', [kept, missed]).value).toBe(
      0.5,
    );
    const of = (severity: string) =>
      askIncidents('incident.responseKept', [kept, missed], { of: severity });
    expect(of('sev-1').value).toBe(0);
    expect(of('sev-2').value).toBe(1);
    expect(of('sev-3').value).toBeNull();
  });

  it('changes when a target runs out', () => {
    const pending = incidentOf('30T23:30', {});
    const result = askIncidents('incident.responseKept', [kept, pending]);
    expect(result.validUntil).toBe('2026-03-31T00:30:00.001Z');
    expect(result.details).toMatchObject({ kept: 1, missed: 0, pending: 1 });
  });
});

describe('open incidents', () => {
  const sev1 = incidentOf('30T00:00', { severity: 'sev-1' });
  const acknowledged = incidentOf('30T00:00', {
    acknowledgedAt: at('30T00:05'),
  });
  const unrated = incidentOf('30T00:00', { severity: undefined });
  const resolved = incidentOf('10T12:00', { endedAt: '10T13:00' });

  it.each<[string, string, Records, string | undefined, number | null]>([
    ['none', 'incident.open', [resolved], undefined, 0],
    ['not known', 'incident.open', [], undefined, null],
    ['two', 'incident.open', [sev1, acknowledged, resolved], undefined, 2],
    ['of SEV-1', 'incident.open', [sev1, acknowledged], 'sev-1', 1],
    ['of SEV-1, one unrated', 'incident.open', [unrated], 'sev-1', null],
    [
      'of SEV-1, one more unrated',
      'incident.open',
      [sev1, unrated],
      'sev-1',
      1,
    ],
    [
      'unacknowledged',
      'incident.unacknowledged',
      [sev1, acknowledged],
      undefined,
      1,
    ],
    [
      'open maintenance',
      'incident.open',
      [incidentOf('30T00:00', { impact: 'maintenance' })],
      undefined,
      0,
    ],
  ])('%s', (_, id, evidence, of, value) => {
    expect(askIncidents(id, evidence, { of }).value).toBe(value);
  });
});

describe('incident.repeats', () => {
  const caused = (start: string, cause?: string) =>
    incidentOf(start, { cause });
  it.each<[string, Records, number | null]>([
    ['never recorded', [], null],
    ['no incidents', [recordedOf()], 0],
    ['no cause named', [caused('01T00:00'), caused('02T00:00')], null],
    [
      'different causes',
      [caused('01T00:00', 'dns'), caused('02T00:00', 'disk')],
      0,
    ],
    [
      'the same twice',
      [caused('01T00:00', 'dns'), caused('02T00:00', ' DNS ')],
      1,
    ],
    [
      'the same three times',
      ['01', '02', '03'].map(day => caused(`${day}T00:00`, 'dns')),
      2,
    ],
  ])('%s', (_, evidence, value) => {
    expect(askIncidents('incident.repeats', evidence).value).toBe(value);
  });
});

describe('alert.noise', () => {
  const alert = (
    noise?: 'none' | 'duplicate' | 'flapping',
    status = 'resolved',
  ) => incidentOf('20T00:00', { endedAt: '20T00:05', noise, status });
  it.each<[string, Records, number | null]>([
    ['nobody says', [alert(), alert()], null],
    ['half of those told', [alert('none'), alert('flapping'), alert()], 0.5],
    [
      'merged ones count here',
      [alert('none'), alert('duplicate', 'merged')],
      0.5,
    ],
    ['none', [alert('none')], 0],
  ])('%s', (_, evidence, value) => {
    expect(askIncidents('alert.noise', evidence).value).toBe(value);
  });
});

describe('on-call', () => {
  it.each<[string, Records, boolean | null, number | null]>([
    ['not reported', [], null, null],
    ['three and a backup', [onCallOf()], true, 3],
    ['two', [onCallOf({ rotationSize: 2 })], true, 2],
    ['a single person', [onCallOf({ rotationSize: 1 })], false, 1],
    ['nobody', [onCallOf({ rotationSize: 0 })], false, 0],
    ['no backup', [onCallOf({ hasBackup: false })], false, 3],
    ['a gap now', [onCallOf({ nextGap: at('30T12:00') })], false, 3],
    ['a gap later', [onCallOf({ nextGap: '2026-04-01T00:00:00Z' })], true, 3],
    [
      'one of two schedules',
      [onCallOf(), onCallOf({ schedule: 'b', rotationSize: 1 })],
      false,
      1,
    ],
  ])('%s', (_, evidence, covered, rotation) => {
    const result = askIncidents('oncall.covered', evidence);
    expect(result.value).toBe(covered);
    expect(covered === true || Boolean(result.reason)).toBe(true);
    expect(askIncidents('oncall.rotation', evidence).value).toBe(rotation);
  });

  it('holds until the next gap', () => {
    const gap = '2026-04-01T00:00:00.000Z';
    expect(
      askIncidents('oncall.covered', [onCallOf({ nextGap: gap })]).validUntil,
    ).toBe(gap);
  });
});
