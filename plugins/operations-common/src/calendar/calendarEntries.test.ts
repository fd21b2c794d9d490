import { Evidence } from '../evidence/Evidence';
import { evidenceOf, subjectOf } from '../facts/testing/builders';
import { evaluateScorecard } from '../scorecards/evaluateScorecard';
import {
  criterionOf,
  days,
  decisionOn,
  exitOf,
  factOf,
  inputOf,
  now,
  ruleOf,
  scorecardOf,
  waiverOf,
} from '../scorecards/__testUtils__/builders';
import { toIso } from '../time';
import { calendarEntries } from './calendarEntries';

const at = (day: number) => toIso(now + days(day));
const shown = (...evidence: Evidence[]) =>
  calendarEntries(subjectOf(evidence), [], now).map(
    ({ type, title, starts }) => `${starts.slice(0, 10)} ${type} ${title}`,
  );
const audit = (day: number, rest: object) =>
  evidenceOf('audit', at(day), {
    type: 'access-review',
    outcome: 'passed',
    completedAt: at(day),
    ...rest,
  });

it('has nothing to say without evidence', () => {
  expect(shown()).toEqual([]);
});

it.each<[string, Evidence[], string[]]>([
  [
    'a planned window',
    [evidenceOf('maintenance-window', at(-1), { starts: at(2), ends: at(3) })],
    ['2026-03-03 maintenance-window Maintenance window'],
  ],
  [
    'a window of long ago',
    [
      evidenceOf('maintenance-window', at(-450), {
        starts: at(-403),
        ends: at(-402),
      }),
    ],
    [],
  ],
  [
    'an activity a month after it was last done',
    [
      evidenceOf('maintenance', at(-10), {
        activity: 'os-patches',
        completedAt: at(-10),
        outcome: 'success',
      }),
    ],
    ['2026-03-19 maintenance-due OS patches due'],
  ],
  [
    'an activity that only failed',
    [
      evidenceOf('maintenance', at(-10), {
        activity: 'os-patches',
        completedAt: at(-10),
        outcome: 'failed',
      }),
    ],
    [],
  ],
  [
    'an upgrade',
    [
      evidenceOf('upgrade-plan', at(-1), {
        title: 'Node 26',
        status: 'open',
        dueAt: at(30),
      }),
    ],
    ['2026-03-31 maintenance-due Upgrade due: Node 26'],
  ],
  [
    'an upgrade that is done',
    [
      evidenceOf('upgrade-plan', at(-1), {
        title: 'Node 26',
        status: 'done',
        dueAt: at(30),
      }),
    ],
    [],
  ],
  [
    'an access review by its cadence',
    [audit(-30, {})],
    ['2026-04-30 audit-due Access review due, every P3M'],
  ],
  [
    'a planned date beyond the cadence beside it',
    [audit(-30, { nextDueAt: at(90) })],
    [
      '2026-04-30 audit-due Access review due, every P3M',
      '2026-05-30 audit-due Access review planned',
    ],
  ],
  [
    'a date that went by',
    [audit(-30, { nextDueAt: at(-5) })],
    [
      '2026-02-24 audit-due Access review was due',
      '2026-04-30 audit-due Access review due, every P3M',
    ],
  ],
  [
    'an audit that was planned and never done',
    [audit(-9, { outcome: 'scheduled', startedAt: at(8) })],
    ['2026-03-09 audit-due Access review planned'],
  ],
  [
    'open findings only',
    [
      audit(-30, {
        outcome: 'passed-with-findings',
        findings: [
          { id: '1', title: 'Old account', dueAt: at(4) },
          { id: '2', title: 'Closed', dueAt: at(4), closedAt: at(-2) },
          { id: '3', title: 'No date' },
        ],
      }),
    ],
    [
      '2026-03-05 action-due Audit finding due: Old account',
      '2026-04-30 audit-due Access review due, every P3M',
    ],
  ],
  [
    'a drill a quarter after the last success',
    [
      evidenceOf('dr-drill', at(-20), {
        scenario: 'region lost',
        declaredAt: at(-20),
        usableAt: at(-20),
        outcome: 'success',
      }),
      evidenceOf('dr-drill', at(-2), {
        scenario: 'region lost',
        declaredAt: at(-2),
        outcome: 'failed',
      }),
    ],
    ['2026-05-12 drill-due Disaster recovery drill due'],
  ],
])('lists %s', (_, evidence, expected) => {
  expect(shown(...evidence)).toEqual(expected);
});

it('says what a window still lacks and who owns it', () => {
  const window = evidenceOf(
    'maintenance-window',
    at(-1),
    { starts: at(2), ends: at(3), title: 'Move' },
    { externalId: 'W-7' },
  );
  const subject = subjectOf([window], {
    entity: { owner: 'group:default/shop' },
  });
  expect(calendarEntries(subject, [], now)).toEqual([
    {
      id: 'component:default/checkout/maintenance-window/test/W-7',
      type: 'maintenance-window',
      title: 'Move',
      entityRef: 'component:default/checkout',
      owner: 'group:default/shop',
      starts: at(2),
      ends: at(3),
      detail: 'not announced; not approved',
    },
  ]);
});

describe('decisions', () => {
  const card = scorecardOf([criterionOf({ rules: [ruleOf({ value: 5 })] })], {
    exit: exitOf([{ id: 'sre', verb: 'approves', role: 'sre-lead' }]),
  });
  const passing = [factOf('a', 'count', { value: 9 })];

  it('end with their exceptions', () => {
    const failing = [factOf('a', 'count', { value: 1 })];
    const input = inputOf(card, failing, { waivers: [waiverOf()] });
    expect(
      calendarEntries(subjectOf([]), [evaluateScorecard(input)], now),
    ).toMatchObject([{ type: 'waiver-expires', starts: at(10) }]);
  });

  it('end with their sign-offs, while they count', () => {
    const open = evaluateScorecard(inputOf(card, passing));
    expect(calendarEntries(subjectOf([]), [open], now)).toEqual([]);
    const decisions = [decisionOn(open, 'exit', 'sre', { at: at(-1) })];
    const signed = evaluateScorecard(inputOf(card, passing, { decisions }));
    expect(calendarEntries(subjectOf([]), [signed], now)).toMatchObject([
      {
        type: 'signoff-expires',
        starts: at(89),
        title: '1 sign-off expires: Test card',
        detail: 'exit · sre',
      },
    ]);
  });
});

it('dates a restore test by when its proof runs out', () => {
  const policy = evidenceOf('backup-policy', at(-60), {
    dataset: 'orders',
    dataType: 'database',
    schedule: 'P1D',
    restoreTest: { every: 'P30D', minLevel: 'L2' },
  });
  const test = evidenceOf('restore-test', at(-10), {
    dataset: 'orders',
    level: 'L2',
    completedAt: at(-10),
    isolated: true,
    outcome: 'success',
  });
  const entries = calendarEntries(subjectOf([policy, test]), [], now);
  expect(entries).toMatchObject([{ type: 'proof-expires', starts: at(20) }]);
});
