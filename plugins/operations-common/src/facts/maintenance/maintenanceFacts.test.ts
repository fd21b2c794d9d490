import fc from 'fast-check';
import { Evidence } from '../../evidence/Evidence';
import { EvidencePayload, maintenanceActivities } from '../../evidence/kinds';
import { row, scanOn } from '../patch/testing/scans';
import { firstBrokenPromise } from '../__testUtils__/firstBrokenPromise';
import { askOf, isoDay } from '../testing/ask';
import { evidenceOf, subjectOf } from '../testing/builders';
import { maintenanceFacts } from './maintenanceFacts';

type Run = EvidencePayload<'maintenance'>;
type Window = EvidencePayload<'maintenance-window'>;

const ran = (day: number, activity: Run['activity'], rest: Partial<Run> = {}) =>
  evidenceOf('maintenance', isoDay(day), {
    activity,
    startedAt: isoDay(day - 0.1),
    completedAt: isoDay(day),
    outcome: 'success',
    ...rest,
  });

const windowOn = (
  day: number,
  rest: Partial<Window> = {},
  externalId?: string,
) =>
  evidenceOf(
    'maintenance-window',
    isoDay(0),
    {
      starts: isoDay(day),
      ends: isoDay(day + 0.5),
      announcedAt: isoDay(day - 3),
      approval: {
        by: 'user:default/po',
        role: 'product-owner',
        at: isoDay(day - 2),
      },
      ...rest,
    },
    { externalId },
  );

const scanned = (day: number, severity: 'critical' | 'high') => {
  const scan = scanOn(day, [row('CVE-1', { severity })]);
  return evidenceOf('vulnerability-scan', scan.completedAt, scan);
};

const planned = (rest: Partial<EvidencePayload<'upgrade-plan'>> = {}) =>
  evidenceOf('upgrade-plan', isoDay(0), {
    title: 'Node 24',
    status: 'open',
    ...rest,
  });

const ask = askOf(maintenanceFacts);

describe('without evidence', () => {
  it.each(maintenanceFacts.map(({ id }) => id))('%s is not known', id => {
    const result = ask(id, [], 1);
    expect(result.value).toBeNull();
    expect(result.reason).toMatch(/\w/);
  });
});

describe('maintenance.onSchedule', () => {
  const on = (of: string | undefined, evidence: Evidence[], day: number) =>
    ask('maintenance.onSchedule', evidence, day, { of });

  it.each<[string, string, Evidence[], number, boolean | null]>([
    [
      'weekly, in time',
      'database-maintenance',
      [ran(0, 'database-maintenance')],
      7,
      true,
    ],
    [
      'weekly, at the end of its grace',
      'database-maintenance',
      [ran(0, 'database-maintenance')],
      9,
      true,
    ],
    [
      'weekly, past its grace',
      'database-maintenance',
      [ran(0, 'database-maintenance')],
      9.1,
      false,
    ],
    [
      'monthly, a calendar month and a week',
      'os-patches',
      [ran(0, 'os-patches')],
      38,
      true,
    ],
    ['monthly, later', 'os-patches', [ran(0, 'os-patches')], 38.1, false],
    [
      'quarterly',
      'infrastructure-updates',
      [ran(0, 'infrastructure-updates')],
      100,
      true,
    ],
    ['yearly', 'major-upgrade', [ran(0, 'major-upgrade')], 390, true],
    [
      'another activity says nothing',
      'os-patches',
      [ran(0, 'major-upgrade')],
      1,
      null,
    ],
    [
      'a part is not enough',
      'os-patches',
      [ran(0, 'os-patches', { outcome: 'partial' })],
      1,
      false,
    ],
    [
      'what was called off was not done',
      'os-patches',
      [ran(0, 'os-patches', { outcome: 'cancelled' })],
      1,
      null,
    ],
    [
      'a failure after a good run in time',
      'os-patches',
      [ran(0, 'os-patches'), ran(5, 'os-patches', { outcome: 'failed' })],
      6,
      true,
    ],
    [
      'security patches without a scan',
      'security-patches',
      [ran(0, 'security-patches')],
      1,
      null,
    ],
    [
      'security patches with a critical finding in time',
      'security-patches',
      [scanned(0, 'critical')],
      2,
      true,
    ],
    [
      'security patches with a critical finding overdue',
      'security-patches',
      [scanned(0, 'critical')],
      2.1,
      false,
    ],
    [
      'security patches with a high finding overdue',
      'security-patches',
      [scanned(0, 'high')],
      5,
      true,
    ],
  ])('%s', (_, of, evidence, day, expected) => {
    const result = on(of, evidence, day);
    expect(result.value).toBe(expected);
    expect(expected === true || Boolean(result.reason)).toBe(true);
  });

  const all = maintenanceActivities
    .filter(activity => activity !== 'security-patches')
    .map(activity => ran(0, activity));

  it('of all activities is true only when each is', () => {
    const complete = [...all, scanned(0, 'high')];
    expect(on(undefined, complete, 5)).toMatchObject({
      value: true,
      n: 6,
      provenAt: isoDay(0),
    });
    expect(on(undefined, all, 5).value).toBeNull();
    const late = on(undefined, complete, 12);
    expect(late.value).toBe(false);
    expect(late.reason).toContain('Database maintenance were last done');
  });

  it('knows no other activity', () => {
    expect(on('cleaning', all, 5).reason).toContain('There is no activity');
  });
});

describe('maintenance.age', () => {
  it('counts from the last good run', () => {
    const evidence = [
      ran(1, 'os-patches'),
      ran(3, 'os-patches', { outcome: 'failed' }),
    ];
    expect(
      ask('maintenance.age', evidence, 5, { of: 'os-patches' }),
    ).toMatchObject({ value: 4 * 86400, grows: true, provenAt: isoDay(1) });
  });

  it('says that no run has succeeded', () => {
    const evidence = [ran(3, 'os-patches', { outcome: 'failed' })];
    const result = ask('maintenance.age', evidence, 5, { of: 'os-patches' });
    expect(result).toMatchObject({
      value: null,
      reason: 'OS patches: none has succeeded.',
    });
  });
});

describe('maintenance.logged', () => {
  it.each([
    ['within the window', 5, 2],
    ['one left', 91.5, 1],
    ['all too old', 100, 0],
  ])('%s', (_, day, expected) => {
    const evidence = [
      ran(1, 'os-patches', { outcome: 'failed' }),
      ran(2, 'os-patches'),
      ran(2, 'os-patches', { outcome: 'cancelled' }),
    ];
    expect(ask('maintenance.logged', evidence, day).value).toBe(expected);
  });
});

describe('how maintenance is done', () => {
  const share = (id: string, evidence: Evidence[], day = 30) =>
    ask(id, evidence, day);

  it.each<[string, Evidence[], number | null, unknown]>([
    ['as the record says', [ran(5, 'os-patches', { inWindow: true })], 1, 0],
    ['inside a window', [ran(5.3, 'os-patches'), windowOn(5)], 1, 0],
    ['begun before the window', [ran(5.05, 'os-patches'), windowOn(5)], 0, 0],
    [
      'in the window of another activity',
      [ran(5.3, 'os-patches'), windowOn(5, { activity: 'major-upgrade' })],
      0,
      0,
    ],
    [
      'in another window than it names',
      [ran(5.3, 'os-patches', { windowRef: 'W1' }), windowOn(5, {}, 'W2')],
      0,
      0,
    ],
    [
      'in the window that it names',
      [ran(5.3, 'os-patches', { windowRef: 'W1' }), windowOn(5, {}, 'W1')],
      1,
      0,
    ],
    [
      'outside of the window that it names, whatever it says',
      [
        ran(8, 'os-patches', { windowRef: 'W1', inWindow: true }),
        windowOn(5, {}, 'W1'),
      ],
      0,
      0,
    ],
    [
      'as the record says, of a window that is not known',
      [
        ran(8, 'os-patches', { windowRef: 'W9', inWindow: true }),
        windowOn(5, {}, 'W1'),
      ],
      1,
      0,
    ],
    [
      'not, as the record says, although the window would fit',
      [
        ran(5.3, 'os-patches', { windowRef: 'W1', inWindow: false }),
        windowOn(5, {}, 'W1'),
      ],
      0,
      0,
    ],
    ['nothing says so', [ran(5, 'os-patches')], 0, 1],
    [
      'one of two',
      [ran(5.3, 'os-patches'), ran(9, 'os-patches'), windowOn(5)],
      0.5,
      0,
    ],
    ['none in the window of time', [windowOn(5)], null, undefined],
  ])('in window: %s', (_, evidence, expected, notSaid) => {
    const result = share('maintenance.inWindow', evidence);
    expect(result.value).toBe(expected);
    expect(result.details?.notSaid).toBe(notSaid);
  });

  it('counts rollback plans and staging tests, and takes silence for no', () => {
    const evidence = [
      ran(5, 'os-patches', {
        rollbackPlanUrl: 'https://wiki.example/rollback',
        stagingTested: true,
      }),
      ran(6, 'os-patches', { stagingTested: false }),
      ran(7, 'os-patches'),
      ran(8, 'os-patches', { stagingTested: true }),
    ];
    expect(share('maintenance.rollbackPlan', evidence).value).toBe(0.25);
    expect(share('maintenance.stagingTested', evidence)).toMatchObject({
      value: 0.5,
      details: { having: 2, of: 4, notSaid: 1 },
    });
  });

  it.each<[string, Partial<Window>, number, number]>([
    ['proper', {}, 1, 1],
    ['not announced', { announcedAt: null }, 1, 0],
    ['announced when it had begun', { announcedAt: isoDay(5) }, 1, 0],
    ['not approved', { approval: null }, 0, 1],
    [
      'approved by another role',
      { approval: { by: 'x', role: 'sre-lead', at: isoDay(1) } },
      0,
      1,
    ],
    [
      'approved by nobody knows whom',
      { approval: { by: 'x', at: isoDay(1) } },
      0,
      1,
    ],
    [
      'approved when it had begun',
      { approval: { by: 'x', role: 'product-owner', at: isoDay(5) } },
      0,
      1,
    ],
  ])('a window that is %s', (_, rest, approved, announced) => {
    expect(share('window.approved', [windowOn(5, rest)]).value).toBe(approved);
    expect(share('window.announced', [windowOn(5, rest)]).value).toBe(
      announced,
    );
  });

  it('judges a window only when it has begun', () => {
    const upcoming = [windowOn(40, { approval: null })];
    expect(share('window.approved', upcoming)).toMatchObject({
      value: null,
      validUntil: new Date(Date.parse(isoDay(40)) + 1).toISOString(),
    });
  });
});

describe('upgrade plans', () => {
  it.each<[string, Evidence[], number | null, number | null]>([
    ['called off', [planned({ status: 'cancelled' })], null, null],
    ['open without a date', [planned()], 1, null],
    ['open', [planned({ dueAt: isoDay(20) })], 1, 0],
    [
      'open without a date beside one that is late',
      [planned({ title: 'other' }), planned({ dueAt: isoDay(9) })],
      2,
      1,
    ],
    ['done without a date', [planned({ status: 'done' })], 1, 0],
    ['overdue', [planned({ dueAt: isoDay(9) })], 1, 1],
    ['due at this instant', [planned({ dueAt: isoDay(10) })], 1, 0],
    ['done', [planned({ dueAt: isoDay(9), status: 'done' })], 1, 0],
  ])('%s', (_, evidence, count, overdue) => {
    expect(ask('upgradePlan.count', evidence, 10).value).toBe(count);
    expect(ask('upgradePlan.overdue', evidence, 10).value).toBe(overdue);
  });
});

describe('every answer holds exactly as long as it says', () => {
  const day = fc.integer({ min: 0, max: 40 });
  const run = fc
    .tuple(
      day,
      fc.constantFrom(...maintenanceActivities),
      fc.constantFrom<Run['outcome']>('success', 'failed'),
    )
    .map(([on, activity, outcome]) => ran(on, activity, { outcome }));
  const window = fc
    .tuple(day, fc.boolean())
    .map(([on, good]) => windowOn(on, good ? {} : { approval: null }));
  const plan = day.map(on => planned({ dueAt: isoDay(on) }));
  const scan = fc
    .tuple(day, fc.constantFrom('critical', 'high'))
    .map(([on, severity]) => scanned(on, severity));
  const evidence = fc.array(fc.oneof(run, run, window, plan, scan), {
    maxLength: 12,
  });
  const activity = fc.option(fc.constantFrom(...maintenanceActivities), {
    nil: undefined,
  });

  it.each(maintenanceFacts.map(fact => [fact.id, fact] as const))(
    '%s',
    (_, fact) => {
      const of = fact.of ? activity : undefined;
      expect(firstBrokenPromise(fact, evidence, of)).toEqual([]);
    },
  );

  it('gives the same answer in whatever order the records come', () => {
    fc.assert(
      fc.property(evidence, records => {
        for (const fact of maintenanceFacts) {
          const query = { now: Date.parse(isoDay(45)) };
          expect(
            fact.compute(subjectOf([...records].reverse()), query),
          ).toEqual(fact.compute(subjectOf(records), query));
        }
      }),
      { numRuns: 50 },
    );
  });
});
