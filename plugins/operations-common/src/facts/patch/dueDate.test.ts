import fc from 'fast-check';
import { PatchPreset, PatchSeverity } from '../settings';
import { clockStart } from './clockStart';
import { directiveDecision } from './bod2604';
import { dueDate, PatchPolicy } from './dueDate';
import { Finding } from './Finding';
import { days, onDay } from './testing/scans';

const found = (rest: Partial<Finding> = {}): Finding => ({
  key: 'k',
  vulnerability: 'CVE-1',
  aliases: [],
  package: 'npm:a',
  packageName: 'a',
  severity: 'medium',
  severities: [{ at: onDay(0), severity: 'medium' }],
  sightings: [],
  episodes: [{ openedAt: onDay(0) }],
  lastSeen: onDay(0),
  ...rest,
});

const rated = (...changes: [day: number, severity: PatchSeverity][]) =>
  found({
    severity: changes[changes.length - 1][1],
    severities: changes.map(([day, severity]) => ({
      at: onDay(day),
      severity,
    })),
  });

const policy = (preset: PatchPreset, exposed = true): PatchPolicy => ({
  clock: 'detected',
  preset,
  exposed,
});

/** Days from the start of the clock until the finding is due. */
const dueIn = (finding: Finding, preset: PatchPreset, exposed = true) => {
  const { at } = dueDate(finding, onDay(0), policy(preset, exposed));
  return at === undefined ? undefined : (at - onDay(0)) / days(1);
};

describe('the time that a preset gives', () => {
  it.each<[PatchPreset, number[]]>([
    ['seed-07', [1, 3, 30, 90, 3]],
    ['seed-08', [2, 3, 30, 90, 3]],
    ['pci-dss', [30, 30, 90, 90, 30]],
    ['fedramp', [30, 30, 90, 180, 30]],
  ])('%s: %j days', (preset, expected) => {
    const severities = [
      'critical',
      'high',
      'medium',
      'low',
      'unknown',
    ] as const;
    expect(
      severities.map(severity => dueIn(rated([0, severity]), preset)),
    ).toEqual(expected);
  });
});

describe('a change of severity', () => {
  it.each<[string, [number, PatchSeverity][], number]>([
    [
      'raised: due from that day',
      [
        [0, 'medium'],
        [10, 'critical'],
      ],
      12,
    ],
    [
      'raised shortly before it was due: not later',
      [
        [0, 'medium'],
        [29, 'high'],
      ],
      30,
    ],
    [
      'raised after the breach: stays breached',
      [
        [0, 'medium'],
        [40, 'critical'],
      ],
      30,
    ],
    [
      'lowered in time: gets the longer time',
      [
        [0, 'critical'],
        [1, 'medium'],
      ],
      30,
    ],
    [
      'lowered after the breach: stays breached',
      [
        [0, 'critical'],
        [5, 'low'],
      ],
      2,
    ],
    [
      'raised and lowered again',
      [
        [0, 'medium'],
        [10, 'critical'],
        [11, 'medium'],
      ],
      30,
    ],
    [
      'before the clock started: only the last one counts',
      [
        [-9, 'low'],
        [-2, 'critical'],
      ],
      2,
    ],
  ])('%s', (_, changes, expected) => {
    expect(dueIn(rated(...changes), 'seed-08')).toBe(expected);
  });

  it('after the end of an episode does not matter to it', () => {
    const finding = rated([0, 'medium'], [20, 'critical']);
    const due = dueDate(finding, onDay(0), policy('seed-08'), onDay(10));
    expect(due.at).toBe(onDay(30));
  });

  it('never turns an earlier breach into a later date', () => {
    const changes = fc.array(
      fc.tuple(
        fc.integer({ min: 1, max: 100 }),
        fc.constantFrom<PatchSeverity>(
          'critical',
          'high',
          'medium',
          'low',
          'unknown',
        ),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(changes, list => {
        const sorted = [...list].sort((a, b) => a[0] - b[0]);
        for (let length = 0; length < sorted.length; length += 1) {
          const before =
            dueIn(rated([0, 'high'], ...sorted.slice(0, length)), 'seed-08') ??
            0;
          const after =
            dueIn(
              rated([0, 'high'], ...sorted.slice(0, length + 1)),
              'seed-08',
            ) ?? 0;
          const [day] = sorted[length];
          // A breach stays as it was; a change alone never makes one at once.
          expect(day > before ? after === before : after >= day).toBe(true);
        }
      }),
    );
  });
});

describe('the due date of a known exploited vulnerability', () => {
  it.each([
    ['shortens the time', 20, 20, ['kev-due']],
    ['never lengthens it', 50, 30, []],
    [
      'before the clock started gives the time of a critical one',
      -600,
      2,
      ['kev-due'],
    ],
    [
      'an hour after the start gives the time of a critical one',
      0.04,
      2,
      ['kev-due'],
    ],
  ])('%s', (_, kevDay, expected, flags) => {
    const finding = found({ kevAddedAt: onDay(-1), kevDueAt: onDay(kevDay) });
    expect(dueIn(finding, 'seed-08')).toBe(expected);
    expect(dueDate(finding, onDay(0), policy('seed-08')).flags).toEqual(flags);
  });
});

describe('a vulnerability that is listed as exploited after it was detected', () => {
  it.each([
    ['due before the day of the entry: the time of a critical one', 18, 22],
    ['due on the day of the entry', 20, 22],
    ['due soon', 25, 25],
    ['due later than it was anyway', 41, 30],
  ])('%s', (_, kevDay, expected) => {
    const finding = found({ kevAddedAt: onDay(20), kevDueAt: onDay(kevDay) });
    expect(dueIn(finding, 'seed-08')).toBe(expected);
  });

  it.each([
    ['counts from the entry', 40, false, true, 'partial', 54],
    ['is never later than without it', 55, false, true, 'partial', 60],
    ['gets a date at all', 20, false, false, 'partial', 34],
    ['was due before it', 20, true, true, 'total', 3],
  ] as const)(
    'under the directive %s',
    (_, added, exposed, automatable, technicalImpact, expected) => {
      const kevAddedAt = onDay(added);
      const finding = found({ kevAddedAt, automatable, technicalImpact });
      expect(dueIn(finding, 'cisa-bod-26-04', exposed)).toBe(expected);
    },
  );
});

describe('the CISA directive', () => {
  it.each([
    ['nnnp', undefined, false],
    ['nnnt', undefined, false],
    ['nynp', 60, false],
    ['nnyp', 60, false],
    ['nnyt', 60, false],
    ['ynnp', 14, false],
    ['yynp', 14, false],
    ['ynyp', 14, false],
    ['nyyp', 14, false],
    ['ynnt', 14, false],
    ['nynt', 14, false],
    ['yyyp', 3, false],
    ['nyyt', 3, false],
    ['yynt', 3, true],
    ['ynyt', 3, true],
    ['yyyt', 3, true],
  ])('%s gives %s days', (inputs, expected, forensics) => {
    const [kev, exposed, automatable] = [...inputs].map(input => input === 'y');
    const totalImpact = inputs.endsWith('t');
    const decision = directiveDecision({
      kev,
      exposed,
      automatable,
      totalImpact,
    });
    expect(decision.within).toBe(expected && days(expected));
    expect(decision.forensics ?? false).toBe(forensics);
  });

  it('takes what is not known for the worse', () => {
    const { at, flags } = dueDate(found(), onDay(0), policy('cisa-bod-26-04'));
    expect(at).toBe(onDay(3));
    expect(flags).toEqual(['ssvc-assumed']);
  });

  it('leaves what is not exposed, not exploited and not automatable to the next upgrade', () => {
    const finding = found({ automatable: false, technicalImpact: 'total' });
    expect(dueIn(finding, 'cisa-bod-26-04', false)).toBeUndefined();
  });
});

describe('the start of the clock', () => {
  const dated = found({
    publishedAt: onDay(-5),
    fixAvailableAt: onDay(3),
    kevAddedAt: onDay(7),
  });
  it.each([
    ['detected', dated, 0, 'detected'],
    ['published', dated, -5, 'published'],
    ['fix-available', dated, 3, 'fix-available'],
    ['kev-added', dated, 7, 'kev-added'],
    ['published', found(), 0, 'detected'],
    ['kev-added', found(), 0, 'detected'],
    ['fix-available', found(), undefined, 'fix-available'],
  ] as const)('%s', (clock, finding, day, basis) => {
    expect(clockStart(finding, finding.episodes[0], clock)).toEqual({
      at: day === undefined ? undefined : onDay(day),
      basis,
    });
  });
});
