import { EvidencePayload } from '../../evidence/kinds';
import { evidenceOf, subjectOf } from '../testing/builders';
import { serviceAvailability } from '../service/availability';
import { incidentFacts } from './incidentFacts';
import {
  at,
  incidentOf,
  onCallOf,
  Records,
  recordedOf,
  reviewOf,
  testNow,
} from './testing/incidents';

const ask = (id: string, evidence: Records, now = testNow) => {
  const fact = [serviceAvailability, ...incidentFacts].find(
    one => one.id === id,
  );
  if (!fact) throw new Error(`no fact ${id}`);
  return fact.compute(subjectOf(evidence), { now });
};
const alert = (rest: Partial<EvidencePayload<'incident'>> = {}) =>
  incidentOf('10T12:00', {
    endedAt: '10T13:00',
    alertOnly: true,
    impact: 'none',
    ...rest,
  });
const scan = evidenceOf('vulnerability-scan', at('30T00:00'), {
  scanner: 'trivy',
  scope: 'image',
  completedAt: at('30T00:00'),
  status: 'success',
  findings: [],
});

/** What would be good news if anybody watched. */
const silent: [id: string, silence: number | null][] = [
  ['service.availability', 1],
  ['incident.mtbf', null],
  ['incident.open', 0],
  ['incident.unacknowledged', 0],
  ['incident.repeats', 0],
  ['review.overdue', 0],
];

describe('where nothing shows that incidents are recorded', () => {
  it.each<[string, Records]>([
    ['nothing', []],
    ['people on call', [onCallOf()]],
    [
      'people on call, as an incident tool says',
      [{ ...onCallOf(), source: 'pagerduty' }],
    ],
    ['a review of what nobody recorded', [reviewOf('INC-1')]],
    ['an alert that nobody declared an incident', [alert()]],
    ['another record', [scan]],
    ['another statement', [recordedOf({ statement: 'dr-plan-current' })]],
    ['a statement that expired', [recordedOf({ validUntil: at('31T00:00') })]],
    [
      'a statement of the future',
      [
        evidenceOf('attestation', '2026-04-01T00:00:00Z', {
          statement: 'incidents-recorded',
          validUntil: '2026-04-06T00:00:00Z',
        }),
      ],
    ],
    [
      'a statement older than any may be',
      [
        evidenceOf('attestation', '2025-09-01T00:00:00Z', {
          statement: 'incidents-recorded',
          validUntil: '2027-01-01T00:00:00Z',
        }),
      ],
    ],
  ])('%s: no figure, and what would supply it', (_, evidence) => {
    for (const [id] of silent) {
      const { value, reason, details, vacuous } = ask(id, evidence);
      expect({ id, value, details, vacuous }).toEqual({ id, value: null });
      expect(reason).toMatch(/connect .* or attest "incidents-recorded"/);
    }
  });
});

describe('where incidents are recorded', () => {
  it.each<[string, Records]>([
    ['a statement', [recordedOf()]],
    [
      'an incident, however long ago',
      [
        incidentOf('2020-01-01T00:00:00Z', {
          severity: 'sev-3',
          endedAt: '2020-01-01T01:00:00Z',
        }),
      ],
    ],
    ['a test of the tool', [incidentOf('20T00:00', { status: 'test' })]],
    [
      'maintenance',
      [incidentOf('20T00:00', { endedAt: '20T01:00', impact: 'maintenance' })],
    ],
  ])('%s: silence is an answer', (_, evidence) => {
    for (const [id, silence] of silent) {
      const result = ask(id, evidence);
      expect([id, result.value]).toEqual([id, silence]);
      expect(result.evidence).toHaveLength(1);
    }
    expect(ask('incident.mtbf', evidence).details).toEqual({
      lowerBound: 90 * 86_400,
    });
  });

  it('counts an alert that is an outage itself', () => {
    const { value } = ask('service.availability', [
      alert({ impact: 'outage' }),
    ]);
    expect(value).toBeCloseTo(1 - 1 / 720, 9);
  });

  it('holds no longer than the statement does', () => {
    for (const [id] of silent) {
      expect(ask(id, [recordedOf()]).validUntil).toBe(
        '2026-04-06T00:00:00.000Z',
      );
      const then = Date.parse('2026-04-06T00:00:00Z');
      expect(ask(id, [recordedOf()], then).value).toBeNull();
    }
  });

  it('proves by the newest of statement and incident', () => {
    const evidence = [
      recordedOf(),
      incidentOf('01T00:00', { endedAt: '01T01:00' }),
    ];
    expect(ask('incident.open', evidence).provenAt).toBe(
      '2026-03-30T00:00:00.000Z',
    );
  });
});

it('knows what a review tells by itself', () => {
  const review = reviewOf('INC-1', {
    actionItems: [{ id: '1', title: 'alert', dueAt: at('25T00:00') }],
  });
  expect(ask('review.completed', [review]).value).toBe(1);
  expect(ask('review.actionsOverdue', [review]).value).toBe(1);
  expect(ask('review.actionsDone', [review]).value).toBe(0);
});
