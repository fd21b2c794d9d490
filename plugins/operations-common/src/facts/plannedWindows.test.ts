import { evidenceKinds } from '../evidence/kinds';
import { Evidence } from '../evidence/Evidence';
import { calendarEntries, expandEntries } from '../calendar';
import { askOf, isoDay, onDay } from './testing/ask';
import { evidenceOf, subjectOf } from './testing/builders';
import { auditFacts } from './audits/auditFacts';
import { maintenanceFacts } from './maintenance/maintenanceFacts';
import { maintenanceSection } from './maintenance';
import { firstBrokenPromise } from './__testUtils__/firstBrokenPromise';
import fc from 'fast-check';

const weekly = { rule: 'FREQ=WEEKLY;COUNT=20', timeZone: 'UTC' };

const window = (rest: object = {}) =>
  evidenceOf('maintenance-window', isoDay(0), {
    starts: isoDay(3),
    ends: isoDay(3.5),
    title: 'Sunday',
    announcedAt: isoDay(1),
    approval: { by: 'user:default/po', role: 'product-owner', at: isoDay(1) },
    recurrence: weekly,
    ...rest,
  });

const run = (day: number) =>
  evidenceOf('maintenance', isoDay(day), {
    activity: 'os-patches',
    startedAt: isoDay(day),
    completedAt: isoDay(day + 0.1),
    outcome: 'success',
  });

const audit = evidenceOf('audit', isoDay(0), {
  type: 'security',
  outcome: 'scheduled',
  nextDueAt: isoDay(10),
  recurrence: { rule: 'FREQ=MONTHLY', timeZone: 'UTC' },
});

const ask = askOf([...maintenanceFacts, ...auditFacts]);

describe('windows that repeat', () => {
  it.each<[string, Evidence[], number | null]>([
    ['inside a later time', [window(), run(17.1)], 1],
    ['outside of all', [window(), run(16.1)], 0],
    ['after the last', [window(), run(143.1)], 0],
    [
      'in a time that is left out',
      [window({ recurrence: { ...weekly, except: [isoDay(17)] } }), run(17.1)],
      0,
    ],
  ])('hold maintenance %s', (_, evidence, share) => {
    expect(
      ask('maintenance.inWindow', evidence, 150, { window: 'P1Y' }).value,
    ).toBe(share);
  });

  it('count each time that has begun', () => {
    expect(ask('window.approved', [window()], 30)).toMatchObject({
      value: 1,
      n: 4,
      evidence: [expect.anything()],
    });
  });

  it('are shown with the next time first', () => {
    const section = maintenanceSection(subjectOf([window()]), onDay(12));
    expect(section?.windows[0]).toMatchObject({
      starts: isoDay(17),
      ends: isoDay(17.5),
      approved: true,
    });
  });

  it('hold as long as the facts say', () => {
    const evidence = fc.constantFrom<Evidence[]>(
      [window()],
      [window(), run(17.1)],
      [audit],
    );
    for (const fact of [...maintenanceFacts, ...auditFacts]) {
      expect(firstBrokenPromise(fact, evidence)).toEqual([]);
    }
  });
});

it('audits that repeat are scheduled, and missed while none is passed', () => {
  expect(ask('audit.scheduled', [audit], 30, { of: 'security' })).toMatchObject(
    {
      value: true,
      validUntil: '2026-02-11T00:00:00.000Z',
    },
  );
});

it('the calendar has one entry for all times, and each time when asked', () => {
  const drill = evidenceOf('dr-drill', isoDay(0), {
    scenario: 'Region lost',
    declaredAt: isoDay(0),
    outcome: 'failed',
    nextDueAt: isoDay(40),
    recurrence: { rule: 'FREQ=MONTHLY;INTERVAL=3', timeZone: 'UTC' },
  });
  const entries = calendarEntries(
    subjectOf([window(), audit, drill]),
    [],
    onDay(12),
  );
  expect(
    entries.map(({ title, recurrence }) => [title, recurrence?.rule]),
  ).toEqual([
    ['Sunday', 'FREQ=WEEKLY;COUNT=20'],
    ['Security audit planned', 'FREQ=MONTHLY'],
    ['Disaster recovery drill planned: Region lost', 'FREQ=MONTHLY;INTERVAL=3'],
  ]);
  const listed = expandEntries(entries, { from: onDay(9), to: onDay(42) }, 100);
  expect(
    listed.map(
      ({ title, starts }) => `${starts.slice(5, 10)} ${title.slice(0, 8)}`,
    ),
  ).toEqual([
    '01-11 Security',
    '01-11 Sunday',
    '01-18 Sunday',
    '01-25 Sunday',
    '02-01 Sunday',
    '02-08 Sunday',
    '02-10 Disaster',
    '02-11 Security',
  ]);
});

it('what repeated and is long over is dropped', () => {
  expect(calendarEntries(subjectOf([window()]), [], onDay(143 + 401))).toEqual(
    [],
  );
});

it('evidence says what is wrong with a rule', () => {
  const problems = (recurrence: object) => {
    const { payload } = window({ recurrence });
    const parsed = evidenceKinds['maintenance-window'].safeParse(payload);
    return parsed.error?.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
  };
  expect(problems({ rule: 'FREQ=SECONDLY', timeZone: 'UTC' })).toEqual([
    'recurrence.rule: has a wrong FREQ',
  ]);
  expect(problems({ rule: 'FREQ=DAILY', timeZone: 'Mars/Base' })).toEqual([
    'recurrence.timeZone: must be an IANA time zone, like Europe/Berlin',
  ]);
  expect(problems(weekly)).toBeUndefined();
});
