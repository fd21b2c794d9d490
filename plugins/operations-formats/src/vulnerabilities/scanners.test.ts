import { grype } from './grype';
import { osvScanner } from './osvScanner';
import { read, scans } from './testing';
import { trivy } from './trivy';

const cve = {
  VulnerabilityID: 'CVE-2026-0001',
  PkgName: 'openssl',
  PkgIdentifier: { PURL: 'pkg:apk/alpine/openssl@3.1.0' },
  InstalledVersion: '3.1.0',
  FixedVersion: '3.1.1',
  Status: 'fixed',
  Severity: 'CRITICAL',
  SeveritySource: 'nvd',
  PrimaryURL: 'https://avd.aquasec.com/nvd/cve-2026-0001',
  PublishedDate: '2026-01-01T10:15Z',
};

const image = (rest: Record<string, unknown> = {}) => ({
  SchemaVersion: 2,
  CreatedAt: '2026-03-09T08:00:00.123456789+01:00',
  ArtifactName: 'localhost:5000/acme/shop:1.2.3',
  ArtifactType: 'container_image',
  Metadata: { OS: { Family: 'alpine', Name: '3.18.2', EOSL: true } },
  Results: [
    {
      Target: 'localhost:5000/acme/shop:1.2.3 (alpine 3.18.2)',
      Class: 'os-pkgs',
      Type: 'alpine',
      Vulnerabilities: [cve],
    },
  ],
  ...rest,
});

describe('trivy', () => {
  it('reads an image without its tag, so that the next build is the same scope', () => {
    const [scan] = scans(trivy, image());
    expect(scan).toMatchObject({
      scanner: 'trivy',
      scope: 'localhost:5000/acme/shop',
      completedAt: '2026-03-09T07:00:00.123Z',
      eol: [{ product: 'alpine', version: '3.18.2' }],
      findings: [
        {
          vulnerability: 'CVE-2026-0001',
          package: 'openssl',
          version: '3.1.0',
          location: 'os',
          severity: 'critical',
          severitySource: 'nvd',
          status: 'fixed',
          fixedVersion: '3.1.1',
          publishedAt: '2026-01-01T10:15:00.000Z',
        },
      ],
    });
  });

  it('finds nothing where a result of packages has no vulnerabilities key', () => {
    const clean = image({
      Metadata: { OS: { Family: 'alpine', Name: '3.21', EOSL: false } },
      Results: [{ Target: 'x', Class: 'os-pkgs', Type: 'alpine' }],
    });
    expect(scans(trivy, clean)[0]).toMatchObject({ findings: [], eol: [] });
  });

  const library = { Target: 'app', Class: 'lang-pkgs', Type: 'npm' };

  it('says nothing of a system whose packages were not looked up', () => {
    const Metadata = { OS: { Family: 'alpine', Name: '3.18' } };
    const [scan] = scans(trivy, image({ Metadata, Results: [library] }));
    expect(scan.eol).toBeUndefined();
    expect(scan.scope).toBe('localhost:5000/acme/shop libraries');
  });

  it.each([undefined, 'firmware-pkgs'])(
    'reads the vulnerabilities of a class called %s',
    Class => {
      const Results = [library, { ...library, Class, Vulnerabilities: [cve] }];
      expect(scans(trivy, image({ Results }))[0].findings).toHaveLength(1);
    },
  );

  it('warns where nothing is found, since Trivy does not say whether it looked', () => {
    const [secrets, clean] = [
      [library],
      [{ ...library, Vulnerabilities: [cve] }],
    ];
    expect(read(trivy, image({ Results: secrets })).warnings).toEqual([
      expect.stringContaining('--scanners'),
    ]);
    expect(read(trivy, image({ Results: clean })).warnings).toEqual([]);
  });

  it('reads the older list', () => {
    const [scan] = scans(trivy, [
      { Target: 'acme/shop:1 (alpine 3.10)', Vulnerabilities: null },
      {
        Target: 'app/package-lock.json',
        Class: 'lang-pkgs',
        Type: 'npm',
        Vulnerabilities: [{ ...cve, PkgIdentifier: undefined }],
      },
    ]);
    expect(scan).toMatchObject({
      scope: 'acme/shop',
      findings: [{ location: 'app/package-lock.json', ecosystem: 'npm' }],
    });
    expect(scan.eol).toBeUndefined();
  });

  it('keeps findings that were hidden, with the word for why', () => {
    const [scan] = scans(
      trivy,
      image({
        Results: [
          {
            Target: 'x',
            Class: 'lang-pkgs',
            Type: 'npm',
            ExperimentalModifiedFindings: [
              { Type: 'vulnerability', Status: 'not_affected', Finding: cve },
              { Type: 'secret', Status: 'ignored', Finding: {} },
            ],
          },
        ],
      }),
    );
    expect(scan.findings).toHaveLength(1);
    expect(scan.findings?.[0].dismissed).toEqual({ reason: 'not_affected' });
  });

  it.each([
    [
      'a report without results',
      image({ Results: undefined }),
      'no packages were looked up',
    ],
    [
      'a report of secrets only',
      image({ Results: [{ Target: 'x', Class: 'secret' }] }),
      'no packages were looked up',
    ],
    ['a newer schema', image({ SchemaVersion: 3 }), 'schema 3 is not known'],
    [
      'an error body',
      { code: 'internal', msg: 'x', error: 'database' },
      'this is an error',
    ],
    ['null, as an old version wrote', 'null', 'found null'],
    ['an empty list', [], 'found a list of 0'],
    ['an empty file', '', 'the file is empty'],
    [
      'a finding without id',
      image({
        Results: [
          {
            Target: 'x',
            Class: 'os-pkgs',
            Vulnerabilities: [{ PkgName: 'a' }],
          },
        ],
      }),
      'Results.0.Vulnerabilities.0.VulnerabilityID',
    ],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(trivy, content)).toThrow(message);
  });
});

const match = (id: string, rest: Record<string, unknown> = {}) => ({
  vulnerability: {
    id,
    namespace: 'github:language:go',
    severity: 'High',
    dataSource: 'https://github.com/advisories/GHSA-a',
    fix: {
      versions: ['1.2.3'],
      state: 'fixed',
      available: [
        { version: '1.2.4', date: '2026-01-09' },
        { version: '1.2.3', date: '2026-01-05' },
      ],
    },
    knownExploited: [
      { cve: 'CVE-2026-0001', dateAdded: '2026-02-01', dueDate: '2026-01-20' },
    ],
    epss: [{ cve: 'CVE-2026-0001', epss: 0.75, percentile: 0.99 }],
  },
  relatedVulnerabilities: [{ id: 'CVE-2026-0001' }],
  artifact: {
    name: 'github.com/acme/lib',
    version: 'v1.2.0',
    type: 'go-module',
    purl: 'pkg:golang/github.com/acme/lib@v1.2.0',
    locations: [{ path: '/app/server' }],
  },
  ...rest,
});

const grypeReport = (rest: Record<string, unknown> = {}) => ({
  matches: [match('GHSA-aaaa-bbbb-cccc')],
  ignoredMatches: [],
  source: { type: 'image', target: { userInput: 'acme/shop@sha256:abc' } },
  descriptor: {
    name: 'grype',
    version: '0.99.1',
    timestamp: '2026-03-09T08:00:00.5Z',
    db: { status: { built: '2026-03-08T00:00:00Z' } },
  },
  ...rest,
});

describe('grype', () => {
  it('reads a match with fix date, exploitation and aliases', () => {
    const [scan] = scans(grype, grypeReport());
    expect(scan).toMatchObject({
      scope: 'acme/shop',
      completedAt: '2026-03-09T08:00:00.500Z',
      databaseAt: '2026-03-08T00:00:00.000Z',
      findings: [
        {
          vulnerability: 'GHSA-aaaa-bbbb-cccc',
          aliases: ['CVE-2026-0001'],
          severity: 'high',
          location: '/app/server',
          fixedVersion: '1.2.3',
          fixAvailableAt: '2026-01-05T00:00:00.000Z',
          kevAddedAt: '2026-02-01T00:00:00.000Z',
          kevDueAt: '2026-01-20T23:59:59.999Z',
          epss: 0.75,
          status: 'fixed',
        },
      ],
    });
  });

  it('reads where an older database keeps its age, and a directory as source', () => {
    const [scan] = scans(
      grype,
      grypeReport({
        source: { type: 'directory', target: '/app' },
        descriptor: {
          name: 'grype',
          version: '0.60.0',
          db: { built: '2026-03-01T00:00:00Z' },
        },
      }),
    );
    expect(scan).toMatchObject({
      scope: '/app',
      databaseAt: '2026-03-01T00:00:00.000Z',
      completedAt: '2026-03-10T12:00:00.000Z',
    });
  });

  it('tells apart who ignored a match', () => {
    const [scan] = scans(
      grype,
      grypeReport({
        matches: [],
        ignoredMatches: [
          match('CVE-1', {
            appliedIgnoreRules: [{ reason: 'DistroPackageFixed' }],
          }),
          match('CVE-2', {
            appliedIgnoreRules: [{ 'vex-status': 'not_affected' }],
          }),
          match('CVE-3', { appliedIgnoreRules: [{ vulnerability: 'CVE-3' }] }),
        ],
      }),
    );
    expect(
      scan.findings?.map(({ vulnerability, dismissed }) => [
        vulnerability,
        dismissed?.reason,
      ]),
    ).toEqual([
      ['CVE-2', 'not_affected'],
      ['CVE-3', 'ignored by a rule'],
    ]);
  });

  it.each([
    [
      'a report without matches',
      grypeReport({ matches: undefined }),
      'matches',
    ],
    [
      'a newer major version',
      grypeReport({ descriptor: { name: 'grype', version: '1.0.0' } }),
      'version 1.0.0 is not known',
    ],
    [
      'an error body',
      { error: 'failed to load vulnerability db' },
      'this is an error, not a report: failed to load',
    ],
    [
      'a source without name',
      grypeReport({ source: { type: 'image', target: {} } }),
      'name it with scope=',
    ],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(grype, content)).toThrow(message);
  });
});

const osv = (id: string, rest: Record<string, unknown> = {}) => ({
  id,
  aliases: ['CVE-2026-0001'],
  related: ['CVE-2026-0002'],
  published: '2026-01-01T00:00:00Z',
  affected: [
    {
      package: { name: 'lodash', ecosystem: 'npm' },
      ranges: [
        { type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '4.17.21' }] },
      ],
    },
  ],
  ...rest,
});

const osvReport = (
  vulnerabilities: unknown[],
  groups: unknown[],
  rest: Record<string, unknown> = {},
) => ({
  results: [
    {
      source: {
        path: '/home/runner/work/shop/shop/web/package-lock.json',
        type: 'lockfile',
      },
      packages: [
        {
          package: { name: 'lodash', version: '4.17.20', ecosystem: 'npm' },
          vulnerabilities,
          groups,
          ...rest,
        },
      ],
    },
  ],
});

describe('osv-scanner', () => {
  const group = (max_severity: string) => ({
    ids: ['GHSA-a', 'PYSEC-1'],
    aliases: ['GHSA-a', 'CVE-2026-0001'],
    max_severity,
  });

  it('reads aliases from its groups, never related ids, and leaves the build directory out', () => {
    const [scan] = scans(
      osvScanner,
      osvReport([osv('GHSA-a')], [group('9.8')]),
    );
    expect(scan.findings?.[0]).toMatchObject({
      vulnerability: 'GHSA-a',
      aliases: ['CVE-2026-0001', 'PYSEC-1'],
      location: 'web/package-lock.json',
      severity: 'critical',
      fixedVersion: '4.17.21',
    });
  });

  it.each([
    ['9.0', {}, 'critical'],
    ['8.9', {}, 'high'],
    ['4', {}, 'medium'],
    ['0.1', {}, 'low'],
    ['', {}, 'unknown'],
    ['', { database_specific: { severity: 'MODERATE' } }, 'medium'],
    ['none', { database_specific: { severity: 7 } }, 'unknown'],
  ])('severity "%s" %j is %s', (score, rest, expected) => {
    const [scan] = scans(
      osvScanner,
      osvReport([osv('GHSA-a', rest)], [group(score)]),
    );
    expect(scan.findings?.[0].severity).toBe(expected);
  });

  it('keeps an image apart from a repository, and its system in one place', () => {
    const content = {
      ...osvReport([osv('CVE-2026-0001')], []),
      image_metadata: { os: 'Alpine Linux v3.22' },
    };
    content.results[0].source = { path: '/lib/apk/db/installed', type: 'os' };
    expect(scans(osvScanner, content)[0]).toMatchObject({
      scope: 'image',
      findings: [{ location: 'os' }],
    });
  });

  it('reads sources that have a commit and no name', () => {
    const content = osvReport([osv('OSV-2026-1')], [], {
      package: { commit: '9a6bd55c' },
    });
    expect(scans(osvScanner, content)[0].findings).toMatchObject([
      { package: 'source', ecosystem: 'git', version: '9a6bd55c' },
    ]);
  });

  it('keeps withdrawn ones as withdrawn, and an empty list of results as none', () => {
    const withdrawn = osv('GHSA-a', { withdrawn: '2026-02-01T00:00:00Z' });
    const [scan] = scans(osvScanner, osvReport([withdrawn], []));
    expect(scan.findings?.[0].withdrawnAt).toBe('2026-02-01T00:00:00.000Z');
    expect(scans(osvScanner, { results: [] })[0].findings).toEqual([]);
  });

  it.each([
    [
      'no results',
      { message: 'failed' },
      'this is an error, not a report: failed',
    ],
    ['other results', { results: [{ name: 'x' }] }, 'results.0.source'],
    ['results of null', { results: null }, 'expected an object with results'],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(osvScanner, content)).toThrow(message);
  });
});
