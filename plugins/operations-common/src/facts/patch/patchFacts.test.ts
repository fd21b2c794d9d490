import { Evidence } from '../../evidence/Evidence';
import { EvidencePayload } from '../../evidence/kinds';
import { FactResult } from '../Fact';
import { defaultSettings, OperationsSettings } from '../settings';
import { evidenceOf, subjectOf } from '../testing/builders';
import { applyScan } from './applyScan';
import { Finding } from './Finding';
import { emptyLedger } from './PatchLedger';
import { patchFacts } from './patchFacts';
import { replayScans } from './replayScans';
import { Scan } from './ScanStream';
import { days, failedOn, isoDay, onDay, row, scanOn } from './testing/scans';

const scanned = (scan: Scan) =>
  evidenceOf('vulnerability-scan', scan.completedAt, scan);

const vexOn = (day: number, rest: Partial<EvidencePayload<'vex'>> = {}) =>
  evidenceOf('vex', isoDay(day), {
    vulnerability: 'CVE-1',
    status: 'not_affected',
    ...rest,
  });

const acceptedOn = (
  day: number,
  until: number,
  rest: Partial<EvidencePayload<'risk-acceptance'>> = {},
) =>
  evidenceOf('risk-acceptance', isoDay(day), {
    vulnerability: 'CVE-1',
    justification: 'behind a proxy',
    approver: 'user:default/ciso',
    expiresAt: isoDay(until),
    ...rest,
  });

function ask(
  id: string,
  evidence: Evidence[],
  day: number,
  rest: {
    of?: string;
    window?: string;
    settings?: OperationsSettings;
    findings?: Finding[];
  } = {},
): FactResult {
  const fact = patchFacts.find(entry => entry.id === id);
  if (!fact) throw new Error(`no fact ${id}`);
  const { settings, findings, ...query } = rest;
  const subject = { ...subjectOf(evidence, { settings }), findings };
  return fact.compute(subject, { now: onDay(day), ...query });
}

const critical = row('CVE-1', { severity: 'critical' });
const high = (id: string) => row(id);

describe('what is known without a fresh scan', () => {
  const ids = patchFacts.map(({ id }) => id);

  it.each(ids)('%s is null, with what would supply it', id => {
    const result = ask(id, [], 0);
    expect(result.value).toBeNull();
    expect(result.reason).toMatch(/Import/);
  });

  it.each<[string, Scan[], string]>([
    ['the scan is too old', [scanOn(0, [])], 'longer ago than P7D'],
    ['the only scan failed', [failedOn(9)], 'database download failed'],
    [
      'the scan is too old and the newest failed',
      [scanOn(0, []), failedOn(9)],
      'failed on 2026-01-10',
    ],
    [
      'the vulnerability data is too old',
      [scanOn(9, [], { databaseAt: isoDay(0) })],
      'vulnerability data of 2026-01-01',
    ],
    [
      'one of two scopes is too old',
      [scanOn(9, []), scanOn(0, [], { scope: 'other' })],
      'the trivy scan of other',
    ],
    [
      'there were only single reports',
      [scanOn(9, [critical], { partial: true })],
      'only sent single reports',
    ],
  ])('open criticals are null when %s', (_, scans, reason) => {
    const result = ask('patch.openCriticals', scans.map(scanned), 10);
    expect(result.value).toBeNull();
    expect(result.reason?.toLowerCase()).toContain(reason.toLowerCase());
  });

  it('says that a newer scan failed although an older one is still fresh', () => {
    const scans = [scanOn(5, [critical]), failedOn(9)];
    const result = ask('patch.openCriticals', scans.map(scanned), 10);
    expect(result.value).toBe(1);
    expect(result.reason).toContain('the figures are those of 2026-01-06');
    expect(result.provenAt).toBe(isoDay(5));
  });

  it('forgets a scope that was retired', () => {
    const gone = scanOn(1, [], {
      scope: 'old',
      findings: undefined,
      retired: true,
    });
    const scans = [
      scanOn(0, [critical], { scope: 'old' }),
      gone,
      scanOn(9, []),
    ];
    expect(ask('patch.openCriticals', scans.map(scanned), 10).value).toBe(0);
  });

  it('holds until the scan grows too old', () => {
    const result = ask('patch.openCriticals', [scanned(scanOn(9, []))], 10);
    expect(result.validUntil).toBe(new Date(onDay(16) + 1).toISOString());
  });
});

describe('open criticals', () => {
  it('counts vulnerabilities, not findings', () => {
    const scan = scanOn(9, [
      critical,
      { ...critical, package: 'other' },
      row('CVE-2', { severity: 'critical' }),
      row('CVE-3'),
    ]);
    const result = ask('patch.openCriticals', [scanned(scan)], 10);
    expect(result.value).toBe(2);
    expect(result.details?.findings).toBe(3);
  });

  it('adds what a scanner counts without naming', () => {
    const counted = scanOn(9, [], {
      scanner: 'counter',
      findings: undefined,
      counts: { critical: 3, high: 5 },
    });
    const evidence = [scanned(scanOn(9, [critical])), scanned(counted)];
    expect(ask('patch.openCriticals', evidence, 10).value).toBe(4);
    const compliance = ask('patch.compliance', evidence, 10);
    expect(compliance.value).toBeNull();
    expect(compliance.reason).toContain('counts 8 without naming them');
  });

  it.each<[string, Evidence[], number]>([
    ['VEX not_affected', [vexOn(9)], 0],
    ['VEX false_positive', [vexOn(9, { status: 'false_positive' })], 0],
    [
      'VEX under_investigation',
      [vexOn(9, { status: 'under_investigation' })],
      1,
    ],
    [
      'VEX fixed, which a scan has to confirm',
      [vexOn(9, { status: 'fixed' })],
      1,
    ],
    ['VEX of another package', [vexOn(9, { package: 'other' })], 1],
    ['VEX of this package', [vexOn(9, { package: 'Lodash' })], 0],
    [
      'VEX of another version',
      [vexOn(9, { package: 'pkg:npm/lodash@1.0.0' })],
      1,
    ],
    ['VEX of this version', [vexOn(9, { package: 'pkg:npm/lodash@4.0.0' })], 0],
    ['VEX by an alias', [vexOn(9, { vulnerability: 'GHSA-a' })], 0],
    ['VEX that has expired', [vexOn(2, { expiresAt: isoDay(9) })], 1],
    [
      'VEX that was taken back',
      [vexOn(2), vexOn(9, { status: 'affected' })],
      1,
    ],
    ['an acceptance', [acceptedOn(9, 20)], 0],
    [
      'an acceptance without approver',
      [acceptedOn(9, 20, { approver: null })],
      1,
    ],
    [
      'an acceptance without expiry',
      [acceptedOn(9, 20, { expiresAt: null })],
      1,
    ],
    [
      'an acceptance that was revoked',
      [acceptedOn(2, 20), acceptedOn(9, 20, { status: 'revoked' })],
      1,
    ],
  ])('%s', (_, statements, expected) => {
    const finding = { ...critical, version: '4.0.0', aliases: ['GHSA-a'] };
    const scans = [
      scanned(scanOn(1, [finding])),
      scanned(scanOn(8, [finding])),
    ];
    const result = ask('patch.openCriticals', [...scans, ...statements], 10);
    expect(result.value).toBe(expected);
  });

  const at = (version: string) => ({ ...critical, version });

  it.each<[string, Scan[], number]>([
    ['two at one place', [scanOn(8, [at('3.0.0'), at('4.0.0')])], 1],
    [
      'two at one place, in the other order',
      [scanOn(8, [at('4.0.0'), at('3.0.0')])],
      1,
    ],
    [
      'two in two images',
      [scanOn(8, [at('3.0.0')], { scope: 'a' }), scanOn(8, [at('4.0.0')])],
      1,
    ],
    [
      'two in two images, the other way round',
      [scanOn(8, [at('4.0.0')]), scanOn(8, [at('3.0.0')], { scope: 'a' })],
      1,
    ],
    [
      'two in two images, of which one was fixed',
      [
        scanOn(7, [at('3.0.0')], { scope: 'a' }),
        scanOn(8, [at('4.0.0')]),
        scanOn(8.5, [], { scope: 'a' }),
      ],
      0,
    ],
    [
      'one that is another one now',
      [scanOn(7, [at('4.0.0')]), scanOn(8, [at('4.1.0')])],
      1,
    ],
    [
      'an older one in a scan that arrives late',
      [scanOn(8, [at('4.1.0')]), scanOn(7, [at('4.0.0')])],
      1,
    ],
    [
      'one in two images',
      [scanOn(8, [at('4.0.0')]), scanOn(8, [at('4.0.0')], { scope: 'a' })],
      0,
    ],
  ])('VEX of a version where there is %s', (_, scans, expected) => {
    const findings = [
      ...scans.reduce(applyScan, emptyLedger).findings.values(),
    ];
    const statement = vexOn(9, { package: 'pkg:npm/lodash@4.0.0' });
    const evidence = [...scans.map(scanned), statement];
    const result = ask('patch.openCriticals', evidence, 10, { findings });
    expect(result.value).toBe(expected);
  });

  it.each([[['not_affected', 'affected']], [['affected', 'not_affected']]])(
    'of statements at one instant, %j, the one that hides nothing holds',
    statuses => {
      const evidence = [
        scanned(scanOn(8, [critical])),
        ...statuses.map(status =>
          vexOn(9, { status: status as 'affected' | 'not_affected' }),
        ),
      ];
      expect(ask('patch.openCriticals', evidence, 10).value).toBe(1);
    },
  );

  it.each([
    ['inaccurate', 0],
    ['not_used', 0],
    ['false_positive', 0],
    ['tolerable_risk', 0],
    ['fix_started', 1],
    ['no_bandwidth', 1],
    ['auto_dismissed', 1],
    ['whatever', 1],
  ])('a dismissal as %s leaves %d open', (reason, expected) => {
    const scan = scanOn(9, [{ ...critical, dismissed: { reason } }]);
    const result = ask('patch.openCriticals', [scanned(scan)], 10);
    expect(result.value).toBe(expected);
  });

  it('does not let one scanner dismiss what another sees', () => {
    const dismissed = { ...critical, dismissed: { reason: 'not_used' } };
    const scans = [
      scanOn(9, [dismissed]),
      scanOn(9, [critical], { scanner: 'grype' }),
    ];
    expect(ask('patch.openCriticals', scans.map(scanned), 10).value).toBe(1);
  });
});

describe('patch compliance', () => {
  const compliance = (evidence: Evidence[], day: number, window = 'P30D') =>
    ask('patch.compliance', evidence, day, { window });

  it.each<[string, Scan[], number, number | null, number]>([
    ['closed in time', [scanOn(0, [high('CVE-1')]), scanOn(2, [])], 3, 1, 1],
    [
      'closed exactly when due',
      [scanOn(0, [high('CVE-1')]), scanOn(3, [])],
      4,
      1,
      1,
    ],
    ['closed late', [scanOn(0, [high('CVE-1')]), scanOn(4, [])], 5, 0, 1],
    ['open and not yet due', [scanOn(0, [high('CVE-1')])], 2, null, 0],
    ['open and due at this instant', [scanOn(0, [high('CVE-1')])], 3, null, 0],
    ['open past due', [scanOn(0, [high('CVE-1')])], 4, 0, 1],
    [
      'open past due since before the window',
      [scanOn(0, [high('CVE-1')]), scanOn(99, [high('CVE-1')])],
      100,
      0,
      1,
    ],
    [
      'one of two',
      [scanOn(0, [high('CVE-1'), high('CVE-2')]), scanOn(2, [high('CVE-2')])],
      4,
      0.5,
      2,
    ],
    [
      'closed before the window, due inside it',
      [
        scanOn(0, [row('CVE-1', { severity: 'low' })]),
        scanOn(1, []),
        scanOn(99, []),
      ],
      100,
      1,
      1,
    ],
    [
      'closed and due before the window',
      [scanOn(0, [high('CVE-1')]), scanOn(1, []), scanOn(99, [])],
      100,
      null,
      0,
    ],
    [
      'withdrawn is not fixed',
      [
        scanOn(0, [high('CVE-1')]),
        scanOn(2, [row('CVE-1', { withdrawnAt: isoDay(1) })]),
      ],
      4,
      null,
      0,
    ],
    ['nothing at all', [scanOn(9, [])], 10, null, 0],
  ])('%s', (_, scans, day, value, due) => {
    const result = compliance(scans.map(scanned), day);
    expect(result.value).toBe(value);
    expect(result.n).toBe(due);
    const reason = value === null ? 'No finding was due' : '';
    expect(result.reason ?? '').toContain(reason);
  });

  it('changes when a finding falls due, to the millisecond', () => {
    const result = compliance([scanned(scanOn(0, [high('CVE-1')]))], 2);
    expect(result.validUntil).toBe(new Date(onDay(3) + 1).toISOString());
  });

  it('starts the clock anew when an acceptance ends, and says so', () => {
    const evidence = [
      scanned(scanOn(0, [high('CVE-1')])),
      scanned(scanOn(20, [high('CVE-1')])),
      acceptedOn(1, 20),
    ];
    expect(compliance(evidence, 19).value).toBeNull();
    expect(compliance(evidence, 22).value).toBeNull();
    expect(compliance(evidence, 24).value).toBe(0);
    expect(compliance(evidence, 19).details?.accepted).toBe(1);
  });

  it('excludes what does not apply, and what is accepted', () => {
    const scans = [scanned(scanOn(0, [high('CVE-1')]))];
    expect(compliance([...scans, vexOn(5)], 6).value).toBeNull();
    expect(compliance([...scans, acceptedOn(5, 30)], 6).value).toBeNull();
  });

  it('uses the preset it is asked for', () => {
    const evidence = [scanned(scanOn(0, [critical])), scanned(scanOn(1.5, []))];
    const rate = (of?: string) =>
      ask('patch.compliance', evidence, 3, { of }).value;
    expect([rate('seed-07'), rate('seed-08'), rate()]).toEqual([0, 1, 1]);
    const unheard = ask('patch.compliance', evidence, 3, { of: 'mine' });
    expect(unheard.value).toBeNull();
    expect(unheard.reason).toContain('There is no preset mine');
  });

  it('waits for a fix when that is the policy', () => {
    const patch = { ...defaultSettings.patch, clock: 'fix-available' } as const;
    const settings = { ...defaultSettings, patch };
    const scans = [
      scanOn(0, [high('CVE-1')]),
      scanOn(5, [row('CVE-1', { fixedVersion: '2' })]),
    ].map(scanned);
    const rate = (evidence: Evidence[], day: number) =>
      ask('patch.compliance', evidence, day, { settings });
    expect(rate(scans.slice(0, 1), 6).details?.withoutClock).toBe(1);
    expect(rate(scans, 7).details?.pending).toBe(1);
    expect(rate(scans, 9).value).toBe(0);
  });
});

describe('the other figures', () => {
  const evidence = [
    scanOn(0, [high('CVE-1'), high('CVE-2'), high('CVE-3')]),
    scanOn(2, [high('CVE-1'), high('CVE-2')]),
    scanOn(6, [high('CVE-1')]),
  ].map(scanned);

  it.each([
    ['patch.overdue', 1],
    ['patch.oldestOverdue', days(4) / 1000],
    ['patch.mttr', days(4) / 1000],
    ['patch.scanAge', days(1) / 1000],
  ])('%s is %d', (id, value) => {
    expect(ask(id, evidence, 7).value).toBe(value);
  });

  it('has median, p90 and mean of the times to remediate', () => {
    expect(ask('patch.mttr', evidence, 7)).toMatchObject({
      n: 2,
      details: { p90: days(6) / 1000, mean: days(4) / 1000, imported: 2 },
    });
  });

  it('knows no time to remediate when nothing was closed', () => {
    const result = ask('patch.mttr', [scanned(scanOn(0, []))], 1);
    expect(result.value).toBeNull();
    expect(result.reason).toContain('No finding was closed');
  });

  it('counts what is past its end of life, and knows when the next one is', () => {
    const eol = [
      { product: 'debian', version: '10', since: isoDay(-500) },
      { product: 'nodejs', version: '22', since: isoDay(12) },
      { product: 'alpine' },
    ];
    const scan = scanned(scanOn(9, [], { eol }));
    expect(ask('patch.endOfLife', [scan], 10)).toMatchObject({
      value: 2,
      validUntil: isoDay(12),
      details: { products: ['debian 10', 'alpine'] },
    });
    expect(ask('patch.endOfLife', [scan], 12).value).toBe(3);
    expect(ask('patch.endOfLife', [scan], 17).value).toBeNull();
  });

  it('does not take a scanner that never looks at end of life for good news', () => {
    const result = ask('patch.endOfLife', evidence, 7);
    expect(result.value).toBeNull();
    expect(result.reason).toContain('No scanner has reported on end of life');
  });

  it('does not take a report on end of life for a vulnerability scan', () => {
    const report = scanOn(9, [], { partial: true, eol: [] });
    expect(ask('patch.endOfLife', [scanned(report)], 10).value).toBe(0);
    const criticals = ask('patch.openCriticals', [scanned(report)], 10);
    expect(criticals.value).toBeNull();
    expect(criticals.reason).toContain('No vulnerability scan');
  });

  it('reads a kept ledger as it reads the scans themselves', () => {
    const findings = [...replayScans(evidence).findings.values()];
    const light = evidence.map(record => {
      const { findings: _, ...payload } = record.payload;
      return { ...record, payload } as Evidence;
    });
    for (const fact of patchFacts) {
      const query = { now: onDay(7) };
      const replayed = fact.compute(subjectOf(evidence), query);
      const kept = fact.compute({ ...subjectOf(light), findings }, query);
      expect({ ...kept, evidence: [] }).toEqual({ ...replayed, evidence: [] });
    }
  });
});
