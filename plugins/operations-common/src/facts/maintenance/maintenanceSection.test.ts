import { row, scanOn } from '../patch/testing/scans';
import { isoDay, onDay } from '../testing/ask';
import { evidenceOf, subjectOf } from '../testing/builders';
import { maintenanceSection } from './maintenanceSection';

const windowOn = (day: number, title: string) =>
  evidenceOf('maintenance-window', isoDay(0), {
    starts: isoDay(day),
    ends: isoDay(day + 1),
    title,
  });

const scan = scanOn(9, [row('CVE-1'), row('CVE-2', { severity: 'critical' })]);
const scanned = evidenceOf('vulnerability-scan', scan.completedAt, scan);

describe('the maintenance section', () => {
  it('is absent when nothing about maintenance was reported', () => {
    expect(maintenanceSection(subjectOf([scanned]), onDay(10))).toBeNull();
  });

  it('shows all activities, what is next and what was done', () => {
    const section = maintenanceSection(
      subjectOf([
        windowOn(2, 'old'),
        windowOn(5, 'last'),
        windowOn(30, 'later'),
        windowOn(20, 'next'),
        evidenceOf('maintenance', isoDay(4), {
          activity: 'os-patches',
          completedAt: isoDay(4),
          outcome: 'success',
          changeRef: 'CHG-1',
        }),
        evidenceOf('upgrade-plan', isoDay(0), {
          title: 'Node 24',
          status: 'open',
          dueAt: isoDay(9),
        }),
      ]),
      onDay(10),
    );
    expect(section?.activities).toHaveLength(6);
    expect(section?.activities[2]).toEqual({
      activity: 'os-patches',
      title: 'OS patches',
      every: 'P1M',
      lastGoodAt: isoDay(4),
      nextDueAt: isoDay(35),
      verdict: 'pass',
      reason: `OS patches were last done on ${isoDay(4)}`,
    });
    expect(section?.windows.map(({ title }) => title)).toEqual([
      'next',
      'later',
      'last',
      'old',
    ]);
    expect(section?.windows[0].reason).toBe('not announced; not approved');
    expect(section?.changes).toEqual([
      {
        at: isoDay(4),
        activity: 'os-patches',
        outcome: 'success',
        changeRef: 'CHG-1',
        rollbackPlan: false,
        stagingTested: false,
        inWindow: false,
      },
    ]);
    expect(section?.upgrades[0].overdue).toBe(true);
    expect(section?.shares).toEqual({
      inWindow: 0,
      rollbackPlan: 0,
      stagingTested: 0,
      n: 1,
    });
    expect(section?.conflicts).toEqual([]);
  });

  it.each([
    [
      'before the next window',
      [windowOn(20, 'next')],
      [
        `2 findings fall due before the next maintenance window on ${isoDay(
          20,
        )}; the first is CVE-2 on ${isoDay(11)}`,
      ],
    ],
    [
      'after the next window began',
      [windowOn(11.5, 'next')],
      [
        `1 finding falls due before the next maintenance window on ${isoDay(
          11.5,
        )}; the first is CVE-2 on ${isoDay(11)}`,
      ],
    ],
    ['within a window', [windowOn(10.5, 'next')], []],
    [
      'without any window to come',
      [windowOn(1, 'last')],
      [
        `2 findings fall due and no maintenance window is planned; the first is CVE-2 on ${isoDay(
          11,
        )}`,
      ],
    ],
  ])('names patches that are due %s', (_, windows, conflicts) => {
    const subject = subjectOf([scanned, ...windows]);
    expect(maintenanceSection(subject, onDay(10))?.conflicts).toEqual(
      conflicts,
    );
  });
});
