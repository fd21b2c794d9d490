import fc from 'fast-check';
import { toMillis } from '../../time';
import { applyScan } from './applyScan';
import { currentEpisode, Finding } from './Finding';
import { emptyLedger, PatchLedger } from './PatchLedger';
import { Scan } from './ScanStream';
import { failedOn, row, scanOn } from './testing/scans';

const ids = ['CVE-1', 'CVE-2', 'GHSA-a'];

const scanArbitrary = fc
  .record({
    day: fc.integer({ min: 1, max: 60 }),
    scanner: fc.constantFrom('trivy', 'grype'),
    kind: fc.constantFrom('success', 'success', 'success', 'failed', 'partial'),
    found: fc.subarray(ids),
    aliased: fc.boolean(),
  })
  .map(({ day, scanner, kind, found, aliased }): Scan => {
    if (kind === 'failed') return failedOn(day, { scanner });
    const rows = found.map(id =>
      row(id, id === 'GHSA-a' && aliased ? { aliases: ['CVE-1'] } : {}),
    );
    return scanOn(day, rows, {
      scanner,
      ...(kind === 'partial' ? { partial: true } : {}),
    });
  });

const scans = fc.uniqueArray(scanArbitrary, {
  selector: ({ completedAt, scanner }) => `${completedAt} ${scanner}`,
  maxLength: 12,
});

const inOrder = (list: readonly Scan[]) =>
  [...list].sort((a, b) => toMillis(a.completedAt) - toMillis(b.completedAt));

const fold = (list: readonly Scan[]): PatchLedger =>
  list.reduce(applyScan, emptyLedger);

const openKeys = ({ findings }: PatchLedger) =>
  [...findings.values()]
    .filter(finding => currentEpisode(finding).closedAt === undefined)
    .map(({ key }) => key)
    .sort();

const wellFormed = (finding: Finding) => {
  let previous = -Infinity;
  for (const [index, episode] of finding.episodes.entries()) {
    const { openedAt, closedAt } = episode;
    const last = index === finding.episodes.length - 1;
    if (openedAt < previous) return false;
    if (closedAt === undefined && !last) return false;
    if (closedAt !== undefined && closedAt < openedAt) return false;
    previous = closedAt ?? Infinity;
  }
  return true;
};

describe('the ledger', () => {
  it('has the same open findings in whatever order whole scans arrive', () => {
    const whole = scans.map(list => list.filter(({ partial }) => !partial));
    const shuffled = whole.chain(list =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([list, arrived]) => {
        expect(openKeys(fold(arrived))).toEqual(openKeys(fold(inOrder(list))));
      }),
    );
  });

  it('keeps episodes in order, and only the last of them open', () => {
    fc.assert(
      fc.property(scans, list => {
        for (const finding of fold(list).findings.values()) {
          expect(wellFormed(finding)).toBe(true);
          expect(finding.key.startsWith(finding.vulnerability)).toBe(true);
        }
      }),
    );
  });

  it('is not changed by a failed scan', () => {
    fc.assert(
      fc.property(scans, fc.integer({ min: 1, max: 60 }), (list, day) => {
        const before = fold(list);
        expect(applyScan(before, failedOn(day)).findings).toBe(before.findings);
      }),
    );
  });

  it('is not changed by the same scan again', () => {
    fc.assert(
      fc.property(scans, list => {
        const sorted = inOrder(list);
        const before = fold(sorted);
        for (const scan of sorted.slice(-1)) {
          expect(applyScan(before, scan).findings).toEqual(before.findings);
        }
      }),
    );
  });

  it('never forgets an open finding for want of an alias', () => {
    fc.assert(
      fc.property(scans, list => {
        const ledger = fold(inOrder(list));
        for (const { findings, status, partial } of inOrder(list).slice(-1)) {
          if (status === 'failed' || partial) continue;
          const known = new Set(
            [...ledger.findings.values()].flatMap(finding =>
              currentEpisode(finding).closedAt === undefined
                ? [finding.vulnerability, ...finding.aliases]
                : [],
            ),
          );
          for (const { vulnerability } of findings ?? []) {
            expect(known).toContain(vulnerability);
          }
        }
      }),
    );
  });
});
