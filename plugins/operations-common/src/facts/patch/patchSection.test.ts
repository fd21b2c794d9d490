import fc from 'fast-check';
import { Millis } from '../../time';
import { evidenceOf, subjectOf } from '../testing/builders';
import { burndown } from './burndown';
import { findingStatuses, patchSection } from './patchSection';
import { Scan } from './ScanStream';
import { failedOn, isoDay, onDay, row, scanOn } from './testing/scans';
import { activeAt, isOverdue, TrackedFinding } from './TrackedFinding';

const subject = (...scans: Scan[]) =>
  subjectOf(
    scans.map(scan => evidenceOf('vulnerability-scan', scan.completedAt, scan)),
  );

describe('the patch section', () => {
  it('is absent without any scan', () => {
    expect(patchSection(subject(), onDay(1))).toBeNull();
  });

  it('says why nothing is known now when the scan is too old', () => {
    const section = patchSection(subject(scanOn(0, ['CVE-1'])), onDay(10));
    expect(section?.notKnown).toContain('longer ago than P7D');
    expect(section?.compliance.value).toBeNull();
    expect(section?.scans).toEqual([
      {
        scanner: 'trivy',
        scope: 'checkout',
        completedAt: isoDay(0),
        status: 'success',
        stale: true,
        evidence: expect.any(String),
      },
    ]);
  });

  it('shows counts, the oldest overdue and what is set aside', () => {
    const section = patchSection(
      subject(
        scanOn(0, [row('CVE-1', { severity: 'critical' }), row('CVE-2')]),
        scanOn(4, [
          row('CVE-1', { severity: 'critical' }),
          row('CVE-3', { severity: 'unknown' }),
          row('CVE-4', { dismissed: { reason: 'tolerable_risk' } }),
          row('CVE-5', { dismissed: { reason: 'inaccurate' } }),
        ]),
        failedOn(4.5),
      ),
      onDay(5),
    );
    expect(section).toMatchObject({
      clock: 'detected',
      preset: 'seed-08',
      open: { critical: 1, high: 0, medium: 0, low: 0, unknown: 1 },
      due: [
        { within: 'overdue', open: { critical: 1, unknown: 0 } },
        { within: 'P7D', open: { critical: 0, unknown: 1 } },
        { within: 'P30D', open: { critical: 0, unknown: 0 } },
        { within: 'later', open: { critical: 0, unknown: 0 } },
        { within: 'none', open: { critical: 0, unknown: 0 } },
      ],
      overdue: 1,
      oldestOverdueSeconds: 3 * 24 * 3600,
      distinctVulnerabilities: 2,
      compliance: { value: 0, inTime: 0, due: 2 },
      mttrSeconds: { median: 4 * 24 * 3600, n: 1 },
      suppressed: 1,
      accepted: 1,
      scans: [{ status: 'failed', stale: false, completedAt: isoDay(4) }],
    });
    expect(section?.notKnown).toBeUndefined();
    expect(section?.top.map(({ vulnerability }) => vulnerability)).toEqual([
      'CVE-1',
      'CVE-3',
    ]);
    expect(section?.top[1].flags).toContain('severity-unknown');
    // The first scan was on the first of these days; before it nothing is known, so nothing is drawn.
    expect(section?.burndown).toHaveLength(6);
    expect(section?.burndown[5]).toEqual({
      at: isoDay(5),
      overdue: 1,
      open: 2,
    });
  });

  it('lists every finding with its state, the most urgent first', () => {
    const statuses = findingStatuses(
      subject(
        scanOn(0, [row('CVE-1'), row('CVE-2', { severity: 'critical' })]),
        scanOn(1, [
          row('CVE-2', { severity: 'critical', epss: 0.5 }),
          row('CVE-3', { withdrawnAt: isoDay(1) }),
          row('CVE-4', { dismissed: { reason: 'not_used' } }),
        ]),
        scanOn(3, [
          row('CVE-2', { severity: 'critical', epss: 0.5 }),
          row('CVE-3', { withdrawnAt: isoDay(1) }),
          row('CVE-4', { dismissed: { reason: 'not_used' } }),
        ]),
      ),
      onDay(4),
    );
    expect(
      statuses.map(({ vulnerability, state }) => [vulnerability, state]),
    ).toEqual([
      ['CVE-2', 'open'],
      ['CVE-1', 'fixed'],
      ['CVE-3', 'withdrawn'],
      ['CVE-4', 'suppressed'],
    ]);
    expect(statuses[0]).toMatchObject({
      firstSeen: isoDay(0),
      lastSeen: isoDay(3),
      dueAt: isoDay(2),
      overdue: true,
      epss: 0.5,
      clock: 'detected',
      clockStart: isoDay(0),
    });
    expect(statuses[1].reason).toContain('no longer found');
    expect(statuses[3].reason).toBe('dismissed as not_used');
  });
});

describe('the burn-down', () => {
  const span = fc
    .tuple(
      fc.integer({ min: -20, max: 40 }),
      fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
      fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
    )
    .map(([from, length, due]) => ({
      from: onDay(from / 3),
      ...(length === undefined ? {} : { to: onDay((from + length) / 3) }),
      ...(due === undefined ? {} : { dueAt: onDay((from + due) / 3) }),
    }));
  const tracked = fc.array(
    span.map(one => ({ spans: [one] } as unknown as TrackedFinding)),
    { maxLength: 8 },
  );

  it('is what counting each day by itself gives', () => {
    fc.assert(
      fc.property(tracked, list => {
        const points = burndown(list, onDay(9), 10);
        expect(points).toHaveLength(10);
        for (const { at, open, overdue } of points) {
          const instant: Millis = Date.parse(at);
          const active = list.flatMap(item => activeAt(item, instant) ?? []);
          expect(open).toBe(active.length);
          expect(overdue).toBe(
            active.filter(one => isOverdue(one, instant)).length,
          );
        }
      }),
    );
  });
});
