import fc from 'fast-check';
import { Evidence } from '../../evidence/Evidence';
import { auditTypes, EvidencePayload } from '../../evidence/kinds';
import { firstBrokenPromise } from '../__testUtils__/firstBrokenPromise';
import { askOf, isoDay, onDay } from '../testing/ask';
import { evidenceOf, subjectOf } from '../testing/builders';
import { auditFacts } from './auditFacts';
import { auditSection } from './auditSection';

type Audit = EvidencePayload<'audit'>;
type Finding = NonNullable<Audit['findings']>[number];
type Control = EvidencePayload<'control'>;

const audited = (day: number, rest: Partial<Audit> = {}) =>
  evidenceOf('audit', isoDay(day), {
    type: 'security',
    completedAt: isoDay(day),
    outcome: 'passed',
    ...rest,
  });

const finding = (id: string, rest: Partial<Finding> = {}): Finding => ({
  id,
  title: `finding ${id}`,
  ...rest,
});

const withFindings = (day: number, ...findings: Finding[]) =>
  audited(day, { outcome: 'passed-with-findings', findings });

const checked = (
  day: number,
  control: string,
  status: Control['status'],
  rest: Partial<Control> = {},
) =>
  evidenceOf('control', isoDay(day), {
    framework: 'soc2',
    control,
    status,
    ...rest,
  });

const ask = askOf(auditFacts);

describe('without evidence', () => {
  it.each(auditFacts.map(({ id }) => id))('%s is not known', id => {
    const result = ask(id, [], 1, { of: undefined });
    expect(result.value).toBeNull();
    expect(result.reason).toMatch(/\w/);
  });
});

describe('audit.age', () => {
  const of = 'security';
  it.each<[string, Evidence[], number | null]>([
    ['of a passed one', [audited(1)], 9],
    ['of one passed with findings', [withFindings(1, finding('1'))], 9],
    ['of the last of two', [audited(1), audited(4)], 6],
    ['of another kind', [audited(1, { type: 'internal' })], null],
    ['of one that failed', [audited(1, { outcome: 'failed' })], null],
    [
      'after a newer one failed',
      [audited(1), audited(4, { outcome: 'failed' })],
      null,
    ],
    [
      'after an older one failed',
      [audited(1, { outcome: 'failed' }), audited(4)],
      6,
    ],
    ['of one under way', [audited(1, { outcome: 'in-progress' })], null],
    [
      'of one that is only scheduled',
      [audited(1, { outcome: 'scheduled' })],
      null,
    ],
  ])('%s', (_, evidence, days) => {
    const result = ask('audit.age', evidence, 10, { of });
    expect(result.value).toBe(days === null ? null : days * 86400);
    expect(result.grows).toBe(days === null ? undefined : true);
  });

  it('says that the newer one failed', () => {
    const evidence = [audited(1), audited(4, { outcome: 'failed' })];
    expect(ask('audit.age', evidence, 10, { of }).reason).toBe(
      `Security audit: the one of ${isoDay(4)} failed.`,
    );
  });
});

describe('audit.scheduled', () => {
  it.each<[string, Evidence[], string | undefined, boolean | null]>([
    [
      'a date to come',
      [audited(1, { nextDueAt: isoDay(20) })],
      'security',
      true,
    ],
    [
      'a date that has passed',
      [audited(1, { nextDueAt: isoDay(9) })],
      'security',
      false,
    ],
    ['no date', [audited(1)], 'security', null],
    [
      'a scheduled audit',
      [audited(1, { outcome: 'scheduled', startedAt: isoDay(30) })],
      'security',
      true,
    ],
    ['another kind', [audited(1, { nextDueAt: isoDay(20) })], 'internal', null],
    [
      'every kind',
      [
        audited(1, { nextDueAt: isoDay(20) }),
        audited(1, { type: 'internal', nextDueAt: isoDay(21) }),
      ],
      undefined,
      true,
    ],
    [
      'one kind without a date',
      [audited(1, { nextDueAt: isoDay(20) }), audited(1, { type: 'internal' })],
      undefined,
      null,
    ],
    [
      'one kind missed',
      [
        audited(1, { nextDueAt: isoDay(20) }),
        audited(1, { type: 'internal', nextDueAt: isoDay(3) }),
      ],
      undefined,
      false,
    ],
  ])('%s', (_, evidence, of, expected) => {
    expect(ask('audit.scheduled', evidence, 10, { of }).value).toBe(expected);
  });

  it.each<[string, number, boolean]>([
    ['FREQ=MONTHLY', 600, true],
    ['FREQ=DAILY', 600, true],
    ['FREQ=DAILY;COUNT=30', 600, false],
    ['FREQ=DAILY', 6 * 366, false],
  ])('follows %s on day %d: %s', (rule, day, expected) => {
    const series = audited(1, {
      nextDueAt: isoDay(2),
      recurrence: { rule, timeZone: 'UTC' },
    });
    expect(
      ask('audit.scheduled', [series], day, { of: 'security' }).value,
    ).toBe(expected);
  });

  it('holds until the date comes', () => {
    const evidence = [audited(1, { nextDueAt: isoDay(20) })];
    expect(ask('audit.scheduled', evidence, 10).validUntil).toBe(isoDay(20));
  });
});

describe('findings of audits', () => {
  const open = finding('1');
  const closed = finding('2', { closedAt: isoDay(5) });
  const late = finding('3', { dueAt: isoDay(9) });
  const dueNow = finding('4', { dueAt: isoDay(10) });

  it.each<[string, Evidence[], number | null, number | null, number | null]>([
    ['a clean audit', [audited(1)], 0, 0, null],
    [
      'open, closed, late and due',
      [withFindings(1, open, closed, late, dueNow)],
      3,
      1,
      0.25,
    ],
    [
      'findings that are not listed',
      [audited(1, { outcome: 'passed-with-findings' })],
      null,
      null,
      null,
    ],
    [
      'a failed audit that lists nothing',
      [audited(1, { outcome: 'failed' })],
      null,
      null,
      null,
    ],
    [
      'unlisted, but a newer audit was clean',
      [audited(1, { outcome: 'failed' }), audited(3)],
      0,
      0,
      null,
    ],
    [
      'unlisted, and a newer one of another kind was clean',
      [audited(1, { outcome: 'failed' }), audited(3, { type: 'internal' })],
      null,
      null,
      null,
    ],
    [
      'repeated by the next audit as closed',
      [
        withFindings(1, late),
        withFindings(6, { ...late, closedAt: isoDay(6) }),
      ],
      0,
      0,
      1,
    ],
    [
      'the same number with another title',
      [
        withFindings(1, late),
        withFindings(6, { ...late, title: 'other', closedAt: isoDay(6) }),
      ],
      1,
      1,
      0.5,
    ],
    [
      'closed in the future',
      [
        withFindings(
          1,
          finding('9', { dueAt: isoDay(12), closedAt: isoDay(11) }),
        ),
      ],
      1,
      0,
      0,
    ],
    [
      'open without a due date, which might be late',
      [withFindings(1, finding('9', {}))],
      1,
      null,
      0,
    ],
    [
      'one without a due date beside one that is late',
      [withFindings(1, finding('9', {}), late)],
      2,
      1,
      0,
    ],
    [
      'closed without a due date',
      [withFindings(1, finding('9', { closedAt: isoDay(5) }))],
      0,
      0,
      1,
    ],
    [
      'found by an audit under way',
      [audited(1, { outcome: 'in-progress', findings: [late] })],
      1,
      1,
      0,
    ],
    [
      'an audit under way that has found nothing yet',
      [audited(1, { outcome: 'in-progress' })],
      null,
      null,
      null,
    ],
    ['only planned', [audited(1, { outcome: 'scheduled' })], null, null, null],
  ])('%s', (_, evidence, openCount, overdue, closure) => {
    expect(ask('audit.openFindings', evidence, 10).value).toBe(openCount);
    expect(ask('audit.overdueFindings', evidence, 10).value).toBe(overdue);
    expect(ask('audit.closure', evidence, 10).value).toBe(closure);
  });

  it('forgets what was closed before the window', () => {
    const evidence = [withFindings(1, open, closed)];
    expect(ask('audit.closure', evidence, 400).value).toBe(0);
  });
});

describe('controls', () => {
  it.each<
    [string, Evidence[], string | undefined, number | null, number | null]
  >([
    ['met', [checked(1, 'a', 'met')], undefined, 1, 0],
    [
      'half met',
      [checked(1, 'a', 'met'), checked(1, 'b', 'not-met')],
      undefined,
      0.5,
      0,
    ],
    ['not applicable', [checked(1, 'a', 'not-applicable')], undefined, null, 0],
    [
      'one does not apply',
      [checked(1, 'a', 'met'), checked(1, 'b', 'not-applicable')],
      undefined,
      1,
      0,
    ],
    [
      'fell back',
      [checked(1, 'a', 'met'), checked(2, 'a', 'not-met')],
      undefined,
      0,
      1,
    ],
    [
      'fell back and was repaired',
      [
        checked(1, 'a', 'met'),
        checked(2, 'a', 'not-met'),
        checked(3, 'a', 'met'),
      ],
      undefined,
      1,
      0,
    ],
    [
      'never was met',
      [checked(1, 'a', 'not-met'), checked(2, 'a', 'not-met')],
      undefined,
      0,
      0,
    ],
    [
      'arrived in another order',
      [checked(2, 'a', 'not-met'), checked(1, 'a', 'met')],
      undefined,
      0,
      1,
    ],
    ['another framework', [checked(1, 'a', 'met')], 'iso-27001', null, null],
    [
      'checked earlier than reported',
      [
        checked(5, 'a', 'met', { checkedAt: isoDay(1) }),
        checked(3, 'a', 'not-met'),
      ],
      undefined,
      0,
      1,
    ],
  ])('%s', (_, evidence, of, met, drift) => {
    expect(ask('control.met', evidence, 10, { of }).value).toBe(met);
    expect(ask('control.drift', evidence, 10, { of }).value).toBe(drift);
  });

  it('finds drift between revisions of one record', () => {
    const superseded = [checked(1, 'a', 'met')];
    const evidence = [checked(2, 'a', 'not-met')];
    expect(ask('control.drift', evidence, 10).value).toBe(0);
    expect(
      ask('control.drift', evidence, 10, { subject: { superseded } }),
    ).toMatchObject({ value: 1, details: { controls: ['soc2 a'] } });
  });
});

describe('the audit section', () => {
  it('is absent when nothing was reported', () => {
    expect(auditSection(subjectOf([]), onDay(1))).toBeNull();
  });

  it('shows each kind, findings by urgency, and controls with drift', () => {
    const section = auditSection(
      subjectOf([
        audited(1, {
          outcome: 'passed-with-findings',
          nextDueAt: isoDay(30),
          findings: [
            finding('closed', { closedAt: isoDay(2) }),
            finding('later', { dueAt: isoDay(40), severity: 'low' }),
            finding('late', { dueAt: isoDay(5) }),
            finding('undated'),
          ],
        }),
        audited(1, {
          type: 'internal',
          outcome: 'failed',
          findings: [finding('x')],
        }),
        checked(1, 'a', 'met'),
        checked(2, 'a', 'not-met'),
        checked(2, 'b', 'met', { framework: 'iso-27001' }),
      ]),
      onDay(10),
    );
    expect(section?.types.map(({ type, verdict }) => [type, verdict])).toEqual([
      ['internal', 'fail'],
      ['external', 'unknown'],
      ['security', 'pass'],
      ['access-review', 'unknown'],
      ['penetration-test', 'unknown'],
      ['training', 'unknown'],
    ]);
    expect(section?.types[2]).toMatchObject({
      every: 'P1M',
      lastPassedAt: isoDay(1),
      nextDueAt: isoDay(30),
    });
    expect(section?.findings).toMatchObject({ open: 4, overdue: 1, closed: 1 });
    expect(section?.findings.items.map(({ id }) => id)).toEqual([
      'late',
      'later',
      'undated',
      'x',
      'closed',
    ]);
    expect(section?.findings.items[0].audit).toBe('Security audit, 2026-01-02');
    expect(section?.controls).toEqual([
      {
        framework: 'iso-27001',
        met: 1,
        notMet: 0,
        notApplicable: 0,
        drift: [],
      },
      { framework: 'soc2', met: 0, notMet: 1, notApplicable: 0, drift: ['a'] },
    ]);
  });

  it('says that an audit keeps its findings to itself', () => {
    const subject = subjectOf([audited(1, { outcome: 'failed' })]);
    expect(auditSection(subject, onDay(2))?.findings.notKnown).toContain(
      'security audit of 2026-01-02',
    );
  });

  it('fails a kind whose cadence has lapsed', () => {
    const section = auditSection(subjectOf([audited(1)]), onDay(33));
    expect(section?.types[2].verdict).toBe('fail');
    expect(section?.types[2].reason).toContain('longer ago than P1M');
  });
});

describe('every answer holds exactly as long as it says', () => {
  const day = fc.integer({ min: 0, max: 40 });
  const date = fc.option(day.map(isoDay), { nil: undefined });
  const listed = fc
    .tuple(fc.constantFrom('1', '2'), date, date)
    .map(([id, dueAt, closedAt]) => finding(id, { dueAt, closedAt }));
  const audit = fc
    .tuple(
      day,
      fc.constantFrom(...auditTypes),
      fc.constantFrom<Audit['outcome']>(
        'passed',
        'passed-with-findings',
        'failed',
        'scheduled',
      ),
      fc.array(listed, { maxLength: 3 }),
      date,
    )
    .map(([on, type, outcome, findings, nextDueAt]) =>
      audited(on, { type, outcome, findings, nextDueAt }),
    );
  const control = fc
    .tuple(
      day,
      fc.constantFrom('a', 'b'),
      fc.constantFrom<Control['status']>('met', 'not-met'),
    )
    .map(([on, name, status]) => checked(on, name, status));
  const evidence = fc.array(fc.oneof(audit, audit, control), { maxLength: 8 });
  const type = fc.option(fc.constantFrom(...auditTypes), { nil: undefined });

  it.each(auditFacts.map(fact => [fact.id, fact] as const))('%s', (_, fact) => {
    const of = fact.of?.name === 'type' ? type : undefined;
    expect(firstBrokenPromise(fact, evidence, of)).toEqual([]);
  });
});
