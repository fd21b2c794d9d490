import { applyScan } from './applyScan';
import { Finding } from './Finding';
import {
  emptyLedger,
  ledgerChanges,
  ledgerOf,
  PatchLedger,
} from './PatchLedger';
import { Scan } from './ScanStream';
import { failedOn, isoDay, onDay, row, scanOn } from './testing/scans';

const apply = (...scans: Scan[]): PatchLedger =>
  scans.reduce(applyScan, emptyLedger);

const only = (ledger: PatchLedger): Finding => {
  expect(ledger.findings.size).toBe(1);
  return [...ledger.findings.values()][0];
};

/** Episodes as day numbers, `[opened, closed, closure]`. */
const history = (finding: Finding) =>
  finding.episodes.map(({ openedAt, closedAt, closure }) => [
    (openedAt - onDay(0)) / (onDay(1) - onDay(0)),
    closedAt && (closedAt - onDay(0)) / (onDay(1) - onDay(0)),
    closure,
  ]);

const open = [[1, undefined, undefined]];

const cases: { name: string; scans: Scan[]; episodes: unknown[][] }[] = [
  {
    name: 'stays open while it is seen',
    scans: [scanOn(1, ['CVE-1']), scanOn(2, ['CVE-1'])],
    episodes: open,
  },
  {
    name: 'closes when a newer successful scan of the scope does not see it',
    scans: [scanOn(1, ['CVE-1']), scanOn(3, [])],
    episodes: [[1, 3, 'absent']],
  },
  {
    name: 'is not closed by a failed scan',
    scans: [scanOn(1, ['CVE-1']), failedOn(3)],
    episodes: open,
  },
  {
    name: 'is not closed by a failed scan that has an empty list',
    scans: [scanOn(1, ['CVE-1']), failedOn(3, { findings: [] })],
    episodes: open,
  },
  {
    name: 'is not closed by a scan of another scope',
    scans: [scanOn(1, ['CVE-1']), scanOn(3, [], { scope: 'other' })],
    episodes: open,
  },
  {
    name: 'is not closed by another scanner',
    scans: [scanOn(1, ['CVE-1']), scanOn(3, [], { scanner: 'grype' })],
    episodes: open,
  },
  {
    name: 'is not closed by an older scan that arrives late',
    scans: [scanOn(3, ['CVE-1']), scanOn(1, [])],
    episodes: [[3, undefined, undefined]],
  },
  {
    name: 'is not closed by a scan of the same instant',
    scans: [scanOn(1, ['CVE-1']), scanOn(1, [])],
    episodes: open,
  },
  {
    name: 'is not closed by counts without findings',
    scans: [
      scanOn(1, ['CVE-1']),
      scanOn(3, [], { findings: undefined, counts: { critical: 0 } }),
    ],
    episodes: open,
  },
  {
    name: 'is not closed by single reports',
    scans: [scanOn(1, ['CVE-1']), scanOn(3, [], { partial: true })],
    episodes: open,
  },
  {
    name: 'is not closed by a scan with older vulnerability data',
    scans: [
      scanOn(1, ['CVE-1'], { databaseAt: isoDay(1) }),
      scanOn(3, [], { databaseAt: isoDay(0) }),
    ],
    episodes: open,
  },
  {
    name: 'keeps its clock when it is back within 7 days',
    scans: [scanOn(1, ['CVE-1']), scanOn(3, []), scanOn(10, ['CVE-1'])],
    episodes: open,
  },
  {
    name: 'starts a new episode when it is back later',
    scans: [scanOn(1, ['CVE-1']), scanOn(3, []), scanOn(10.5, ['CVE-1'])],
    episodes: [
      [1, 3, 'absent'],
      [10.5, undefined, undefined],
    ],
  },
  {
    name: 'stays open while one of two scanners sees it',
    scans: [
      scanOn(1, ['CVE-1']),
      scanOn(2, ['CVE-1'], { scanner: 'grype' }),
      scanOn(3, []),
    ],
    episodes: open,
  },
  {
    name: 'closes with the last of two scanners',
    scans: [
      scanOn(1, ['CVE-1']),
      scanOn(2, ['CVE-1'], { scanner: 'grype' }),
      scanOn(3, []),
      scanOn(4, [], { scanner: 'grype' }),
    ],
    episodes: [[1, 4, 'absent']],
  },
  {
    name: 'is withdrawn, not fixed, when the advisory is',
    scans: [
      scanOn(1, ['CVE-1']),
      scanOn(3, [row('CVE-1', { withdrawnAt: isoDay(2) })]),
    ],
    episodes: [[1, 2, 'withdrawn']],
  },
  {
    name: 'takes dates of detection and repair from the scanner',
    scans: [
      scanOn(9, [row('CVE-1', { detectedAt: isoDay(2), fixedAt: isoDay(5) })]),
    ],
    episodes: [[2, 5, 'fixed']],
  },
  {
    name: 'never takes a date of detection after the scan',
    scans: [scanOn(1, [row('CVE-1', { detectedAt: isoDay(8) })])],
    episodes: open,
  },
  {
    name: 'gets the earlier clock from a scan that arrives late',
    scans: [scanOn(3, ['CVE-1']), scanOn(1, ['CVE-1'])],
    episodes: open,
  },
  {
    name: 'that only a late scan saw is over since the newer one',
    scans: [scanOn(3, []), scanOn(1, ['CVE-1'])],
    episodes: [[1, 3, 'absent']],
  },
  {
    name: 'is neither open nor fixed when its scope is retired',
    scans: [
      scanOn(1, ['CVE-1']),
      scanOn(4, [], { findings: undefined, retired: true }),
    ],
    episodes: [[1, 4, 'stale']],
  },
  {
    name: 'is neither open nor fixed when the scanner says its file is gone',
    scans: [
      scanOn(1, ['CVE-1']),
      scanOn(4, [row('CVE-1', { status: 'location-gone' })]),
    ],
    episodes: [[1, 4, 'stale']],
  },
  {
    name: 'is open when one of two rows is',
    scans: [scanOn(1, [row('CVE-1', { fixedAt: isoDay(0) }), row('CVE-1')])],
    episodes: open,
  },
  {
    name: 'does not inherit the clock of an alert that was over long ago',
    scans: [
      scanOn(100, [
        row('CVE-1', { detectedAt: isoDay(2), fixedAt: isoDay(5) }),
        row('CVE-1', { detectedAt: isoDay(90) }),
      ]),
    ],
    episodes: [[90, undefined, undefined]],
  },
];

describe('a finding', () => {
  it.each(cases)('$name', ({ scans, episodes }) => {
    expect(history(only(apply(...scans)))).toEqual(episodes);
  });

  it('is marked as imported when it was there at the first scan', () => {
    const ledger = apply(scanOn(1, ['CVE-1']), scanOn(2, ['CVE-1', 'CVE-2']));
    const imported = [...ledger.findings.values()].map(
      ({ episodes }) => episodes[0].imported,
    );
    expect(imported).toEqual([true, undefined]);
  });

  it('records when its severity changed', () => {
    const rated = (day: number, severity: 'medium' | 'critical') =>
      scanOn(day, [row('CVE-1', { severity })]);
    const finding = only(
      apply(rated(1, 'medium'), rated(2, 'medium'), rated(3, 'critical')),
    );
    expect(finding.severity).toBe('critical');
    expect(finding.severities).toEqual([
      { at: onDay(1), severity: 'medium' },
      { at: onDay(3), severity: 'critical' },
    ]);
  });

  it('has the worst severity of the scanners that see it', () => {
    const finding = only(
      apply(
        scanOn(1, [row('CVE-1', { severity: 'critical' })]),
        scanOn(1, [row('CVE-1', { severity: 'low' })], { scanner: 'grype' }),
      ),
    );
    expect(finding.severity).toBe('critical');
  });

  it('counts a fix from the first scan that names one', () => {
    const finding = only(
      apply(
        scanOn(1, ['CVE-1']),
        scanOn(4, [row('CVE-1', { fixedVersion: '2.0.0' })]),
        scanOn(6, [row('CVE-1', { fixedVersion: '2.0.0' })]),
      ),
    );
    expect(finding.fixAvailableAt).toBe(onDay(4));
  });

  it('dates a dismissal without a date to the scan that showed it first', () => {
    const dismissed = (day: number) =>
      scanOn(day, [row('CVE-1', { dismissed: { reason: 'not_used' } })]);
    const finding = only(
      apply(scanOn(1, ['CVE-1']), dismissed(2), dismissed(5)),
    );
    expect(finding.sightings[0].dismissed?.at).toBe(onDay(2));
  });
});

describe('several alerts of one finding', () => {
  const fixed = row('CVE-1', { fixedAt: isoDay(0.5) });
  const dismissed = row('CVE-1', { dismissed: { reason: 'not_used' } });

  it.each([
    [
      'an earlier one is fixed and the later one dismissed',
      [fixed, dismissed],
      'not_used',
    ],
    ['the one is dismissed and another fixed', [dismissed, fixed], 'not_used'],
    ['one is dismissed and another open', [dismissed, row('CVE-1')], undefined],
  ])('where %s', (_, rows, reason) => {
    const finding = only(apply(scanOn(1, rows)));
    expect(finding.sightings[0].dismissed?.reason).toBe(reason);
    expect(finding.sightings[0].gone).toBeUndefined();
  });
});

describe('the identity of findings', () => {
  const keys = (...scans: Scan[]) => [...apply(...scans).findings.keys()];

  it('joins the same vulnerability under several ids', () => {
    expect(
      keys(
        scanOn(1, [
          row('GHSA-a', { aliases: ['CVE-1'] }),
          row('CVE-1'),
          row('GO-1', { aliases: ['GHSA-a'] }),
        ]),
      ),
    ).toEqual(['CVE-1|npm:lodash|']);
  });

  it('keeps two packages of one vulnerability apart', () => {
    expect(
      keys(scanOn(1, [row('CVE-1'), row('CVE-1', { package: 'other' })])),
    ).toHaveLength(2);
  });

  it('keeps two places apart but not two versions or spellings of a path', () => {
    expect(
      keys(
        scanOn(1, [
          row('CVE-1', { location: './a.lock', version: '1' }),
          row('CVE-1', { location: '/a.lock', version: '2' }),
          row('CVE-1', { location: 'b.lock' }),
        ]),
      ),
    ).toHaveLength(2);
  });

  it('joins findings when an alias is learnt later, with the earlier clock', () => {
    const finding = only(
      apply(
        scanOn(1, ['GHSA-a']),
        scanOn(3, [row('CVE-1', { aliases: ['GHSA-a'] })], {
          scanner: 'grype',
        }),
      ),
    );
    expect(finding.vulnerability).toBe('CVE-1');
    expect(finding.aliases).toEqual(['GHSA-a']);
    expect(history(finding)).toEqual(open);
    expect(finding.sightings).toHaveLength(2);
  });

  it('splits a finding when its id turns out to stand for two CVEs', () => {
    const ledger = apply(
      scanOn(1, ['GHSA-a']),
      scanOn(3, [row('GHSA-a', { aliases: ['CVE-1', 'CVE-2'] })]),
    );
    const found = [...ledger.findings.values()];
    expect(found.map(({ vulnerability }) => vulnerability)).toEqual([
      'CVE-1',
      'CVE-2',
    ]);
    expect(found.map(history)).toEqual([open, open]);
    expect(found.map(({ aliases }) => aliases)).toEqual([
      ['GHSA-a'],
      ['GHSA-a'],
    ]);
  });
});

describe('a stored ledger', () => {
  it('writes nothing for a scan that says nothing new', () => {
    const before = apply(scanOn(1, ['CVE-1', 'CVE-2']));
    const after = applyScan(before, scanOn(2, ['CVE-1', 'CVE-2']));
    expect(ledgerChanges(before, after)).toEqual({ upserts: [], deletes: [] });
  });

  it('writes what changed and deletes what was renamed', () => {
    const before = apply(scanOn(1, ['GHSA-a', 'CVE-2']));
    const after = applyScan(
      before,
      scanOn(2, [row('GHSA-a', { aliases: ['CVE-1'] }), row('CVE-2')]),
    );
    const { upserts, deletes } = ledgerChanges(before, after);
    expect(upserts.map(({ key }) => key)).toEqual(['CVE-1|npm:lodash|']);
    expect(deletes).toEqual(['GHSA-a|npm:lodash|']);
  });

  it('goes on from rows and from scans without their findings', () => {
    const scans = [scanOn(1, ['CVE-1', 'CVE-2']), scanOn(2, ['CVE-1'])];
    const stored = JSON.parse(
      JSON.stringify([...apply(...scans).findings.values()]),
    );
    const light = scans.map(({ findings, ...scan }) => scan);
    const next = scanOn(3, []);
    const resumed = applyScan(ledgerOf(stored, light), next);
    const straight = apply(...scans, next);
    expect([...resumed.findings.values()]).toEqual([
      ...straight.findings.values(),
    ]);
  });
});
