import { dependencyTrack } from './dependencyTrack';
import { snyk } from './snyk';
import { read, scans } from './testing';

describe('dependency-track', () => {
  const finding = (analysis?: unknown) => ({
    component: {
      name: 'lib',
      group: 'org.acme',
      version: '1',
      purl: 'pkg:maven/org.acme/lib@1',
    },
    vulnerability: {
      vulnId: 'CVE-2026-0001',
      source: 'NVD',
      severity: 'UNASSIGNED',
      cvssV3BaseScore: 7.5,
      epssScore: 0.1,
      aliases: [{ cveId: 'CVE-2026-0001', ghsaId: 'GHSA-a' }],
    },
    analysis,
    attribution: { attributedOn: Date.parse('2026-02-01T00:00:00Z') },
  });
  const exported = (rest: Record<string, unknown> = {}) => ({
    version: '1.2',
    meta: {
      application: 'Dependency-Track',
      timestamp: '2026-03-09T08:00:00Z',
    },
    project: { name: 'shop' },
    findings: [finding()],
    ...rest,
  });

  it('reads an export, with the date of attribution as detection', () => {
    const [scan] = scans(dependencyTrack, exported());
    expect(scan).toMatchObject({
      scope: 'shop',
      completedAt: '2026-03-09T08:00:00.000Z',
      findings: [
        {
          vulnerability: 'CVE-2026-0001',
          aliases: ['GHSA-a'],
          package: 'org.acme/lib',
          severity: 'high',
          epss: 0.1,
          detectedAt: '2026-02-01T00:00:00.000Z',
        },
      ],
    });
  });

  it.each([
    [undefined, undefined],
    [{ state: 'NOT_AFFECTED', isSuppressed: false }, 'not_affected'],
    [{ state: 'FALSE_POSITIVE', isSuppressed: true }, 'false_positive'],
    [{ state: 'EXPLOITABLE', isSuppressed: true }, 'suppressed (exploitable)'],
    [{ isSuppressed: true }, 'suppressed (not_set)'],
    [{ state: 'IN_TRIAGE', isSuppressed: false }, undefined],
  ])('analysis %j is dismissed as %s', (analysis, reason) => {
    const [scan] = scans(dependencyTrack, [finding(analysis)], {
      scope: 'shop',
    });
    expect(scan.findings?.[0].dismissed?.reason).toBe(reason);
  });

  it.each([
    ['a list without project', [finding()], 'name it with scope='],
    [
      'a newer major version',
      exported({ version: '2.0' }),
      'version 2.0 is not known',
    ],
    [
      'an error body',
      { status: 404, message: 'The project could not be found' },
      'could not be found',
    ],
    ['another export', { findings: [] }, 'expected findings'],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(dependencyTrack, content)).toThrow(message);
  });
});

describe('snyk', () => {
  const issue = (rest: Record<string, unknown> = {}) => ({
    id: 'SNYK-JS-LODASH-1',
    packageName: 'lodash',
    version: '4.17.20',
    severity: 'high',
    title: 'Prototype Pollution',
    identifiers: { CVE: ['CVE-2026-0001'], GHSA: ['GHSA-a'] },
    fixedIn: ['4.17.21'],
    publicationTime: '2026-01-01T00:00:00Z',
    packageManager: 'npm',
    epssDetails: { probability: '0.0123' },
    ...rest,
  });
  const project = (rest: Record<string, unknown> = {}) => ({
    ok: false,
    vulnerabilities: [issue(), issue({ from: ['another path'] })],
    projectName: 'shop',
    displayTargetFile: 'package-lock.json',
    packageManager: 'npm',
    dependencyCount: 12,
    ...rest,
  });

  it('reads one project', () => {
    const [scan] = scans(snyk, project());
    expect(scan).toMatchObject({ scope: 'shop', status: 'success' });
    expect(scan.findings?.[0]).toMatchObject({
      vulnerability: 'CVE-2026-0001',
      aliases: ['CVE-2026-0001', 'GHSA-a', 'SNYK-JS-LODASH-1'],
      fixedVersion: '4.17.21',
      location: 'package-lock.json',
      epss: 0.0123,
    });
  });

  it('reads several projects, one of which could not be tested', () => {
    const both = scans(snyk, [
      project({ ok: true, vulnerabilities: [] }),
      {
        ok: false,
        error: 'Missing lock file',
        projectName: 'shop',
        displayTargetFile: 'api/package.json',
      },
    ]);
    expect(both).toMatchObject([
      { scope: 'shop package-lock.json', status: 'success', findings: [] },
      {
        scope: 'shop api/package.json',
        status: 'failed',
        reason: 'Missing lock file',
      },
    ]);
  });

  it('reads parts of one scope as one scan', () => {
    const part = (name: string, packageName: string) =>
      project({
        projectName: `shop/${name}`,
        displayTargetFile: 'build.gradle',
        vulnerabilities: [issue({ packageName })],
      });
    const content = [part('api', 'a'), part('web', 'b')];
    expect(scans(snyk, content, { scope: 'shop' })).toMatchObject([
      {
        scope: 'shop build.gradle',
        findings: [{ package: 'a' }, { package: 'b' }],
      },
    ]);
    expect(scans(snyk, content)).toHaveLength(2);
  });

  const image = (...applications: unknown[]) =>
    project({
      ok: true,
      projectName: 'docker-image|shop',
      packageManager: 'deb',
      displayTargetFile: undefined,
      vulnerabilities: [],
      summary: 'No known operating system vulnerabilities',
      applications,
    });

  it('reads what is found in the applications of an image', () => {
    const [scan] = scans(snyk, image(project()));
    expect(scan).toMatchObject({
      scope: 'docker-image|shop',
      status: 'success',
      findings: [
        { vulnerability: 'CVE-2026-0001', location: 'package-lock.json' },
        { vulnerability: 'CVE-2026-0001' },
      ],
    });
  });

  it('is a failed scan where an application of an image could not be tested', () => {
    const broken = { ok: false, error: 'Out of date', path: '/app' };
    expect(scans(snyk, image(project(), broken))).toMatchObject([
      { status: 'failed', reason: 'Out of date' },
    ]);
  });

  it.each(['deb', 'ubuntu:22.04', 'alpine:3.19', 'rhel:9', 'sles:15.3'])(
    'places a package of %s in the system',
    packageManager => {
      const [scan] = scans(
        snyk,
        project({ vulnerabilities: [issue({ packageManager })] }),
      );
      expect(scan.findings?.[0].location).toBe('os');
    },
  );

  it.each([
    [{ identifiers: { CVE: ['CVE-2026-0001'], NSP: [118] } }, 'lodash'],
    [{ packageName: undefined, name: ['minimist', 'minimist'] }, 'minimist'],
  ])('reads an issue with %j', (rest, name) => {
    const [scan] = scans(snyk, project({ vulnerabilities: [issue(rest)] }));
    expect(scan.findings?.[0]).toMatchObject({
      vulnerability: 'CVE-2026-0001',
      package: name,
    });
  });

  it.each([
    ['not-vulnerable', 'not_affected'],
    ['wont-fix', 'ignored (wont-fix)'],
    ['temporary-ignore', 'ignored (temporary-ignore)'],
  ])('what is ignored as %s is dismissed as %s', (reasonType, reason) => {
    const ignored = issue({ filtered: { ignored: [{ reasonType }] } });
    const [scan] = scans(
      snyk,
      project({ vulnerabilities: [], filtered: { ignore: [ignored] } }),
    );
    expect(scan.findings?.[0].dismissed?.reason).toBe(reason);
  });

  it('leaves licence issues out', () => {
    const [scan] = scans(
      snyk,
      project({ vulnerabilities: [issue({ id: 'snyk:lic:npm:x:GPL-3.0' })] }),
    );
    expect(scan.findings).toEqual([]);
  });

  it.each([
    [
      'an error',
      { ok: false, error: 'Authentication failed', path: '.' },
      'this is an error, not a report: Authentication failed',
    ],
    ['another object', { ok: true }, 'expected the result of snyk test'],
    ['an empty list', [], 'found a list of 0'],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(snyk, content)).toThrow(message);
  });
});
