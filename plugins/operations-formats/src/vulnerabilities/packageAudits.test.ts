import { npmAudit } from './npmAudit';
import { read, scans } from './testing';
import { yarnAudit } from './yarnAudit';

const url = 'https://github.com/advisories/GHSA-35jh-r3h4-6jhm';

const modern = (rest: Record<string, unknown> = {}) => ({
  auditReportVersion: 2,
  vulnerabilities: {
    lodash: {
      name: 'lodash',
      severity: 'high',
      via: [
        {
          source: 1106913,
          name: 'lodash',
          dependency: 'lodash',
          title: 'Command injection',
          url,
          severity: 'high',
        },
      ],
      fixAvailable: true,
    },
    shop: {
      name: 'shop',
      severity: 'high',
      via: ['lodash'],
      fixAvailable: false,
    },
  },
  metadata: { vulnerabilities: { high: 2, total: 2 } },
  ...rest,
});

const advisory = {
  id: 1106913,
  module_name: 'lodash',
  severity: 'moderate',
  title: 'Command injection',
  url,
  cves: ['CVE-2021-23337'],
  patched_versions: '>=4.17.21',
  created: '2021-05-06T16:05:51.000Z',
  findings: [{ version: '4.17.20', paths: ['lodash'] }],
};

describe('npm-audit', () => {
  it('reads an advisory once, not for every package that depends on it', () => {
    const [scan] = scans(npmAudit, modern());
    expect(scan).toMatchObject({ scanner: 'npm-audit', scope: 'dependencies' });
    expect(scan.findings).toEqual([
      {
        vulnerability: 'GHSA-35jh-r3h4-6jhm',
        package: 'lodash',
        ecosystem: 'npm',
        location: 'package-lock.json',
        severity: 'high',
        title: 'Command injection',
        url,
      },
    ]);
  });

  it('reads the older form', () => {
    const [scan] = scans(npmAudit, {
      actions: [],
      advisories: {
        1106913: advisory,
        2: {
          ...advisory,
          id: 2,
          url: null,
          cves: [],
          patched_versions: '<0.0.0',
        },
      },
      metadata: { vulnerabilities: {} },
    });
    expect(scan.findings).toMatchObject([
      {
        vulnerability: 'NPM-2',
      },
      {
        vulnerability: 'GHSA-35jh-r3h4-6jhm',
        aliases: ['CVE-2021-23337'],
        version: '4.17.20',
        severity: 'medium',
        fixedVersion: '>=4.17.21',
        publishedAt: '2021-05-06T16:05:51.000Z',
      },
    ]);
    expect(scan.findings?.[0].fixedVersion).toBeUndefined();
  });

  it('finds nothing where the report lists nothing', () => {
    expect(
      scans(npmAudit, modern({ vulnerabilities: {} }))[0].findings,
    ).toEqual([]);
  });

  it.each([
    [
      'what npm prints when the registry has no audit',
      {
        message: '405 Method Not Allowed - POST /bulk',
        method: 'POST',
        statusCode: 405,
        body: '',
        error: { summary: '', detail: '' },
      },
      'this is an error, not a report: 405 Method Not Allowed',
    ],
    [
      'a missing lock file',
      {
        error: {
          code: 'ENOLOCK',
          summary: 'This command requires an existing lockfile.',
          detail: '',
        },
      },
      'requires an existing lockfile',
    ],
    [
      'a newer report',
      modern({ auditReportVersion: 3 }),
      'report version 3 is not known',
    ],
    [
      'only counts',
      { metadata: { vulnerabilities: {} } },
      'expected vulnerabilities or advisories',
    ],
    ['an empty file', '', 'the file is empty'],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(npmAudit, content)).toThrow(message);
  });
});

const lines = (...values: unknown[]) =>
  values.map(value => JSON.stringify(value)).join('\n');

describe('yarn-audit', () => {
  const found = {
    type: 'auditAdvisory',
    data: { resolution: { id: 1 }, advisory },
  };
  const summary = {
    type: 'auditSummary',
    data: { vulnerabilities: { moderate: 1 } },
  };
  const clean = {
    type: 'auditSummary',
    data: { vulnerabilities: { info: 0, moderate: 0 } },
  };
  const berry = (ID: number | string) => ({
    value: 'lodash',
    children: {
      ID,
      Issue: 'Command injection',
      URL: url,
      Severity: 'high',
      'Tree Versions': ['4.17.20'],
    },
  });
  const none = {
    type: 'info',
    name: null,
    displayName: 'YN0000',
    data: 'No audit suggestions',
  };

  it('reads the lines of Yarn 1', () => {
    const [scan] = scans(yarnAudit, lines(found, summary));
    expect(scan.findings).toMatchObject([
      { vulnerability: 'GHSA-35jh-r3h4-6jhm', location: 'yarn.lock' },
    ]);
  });

  it('is no scan where the summary of Yarn 1 counts what is not listed', () => {
    const content = lines(found, {
      type: 'auditSummary',
      data: { vulnerabilities: { info: 0, moderate: 1, critical: 2 } },
    });
    const { items, warnings } = read(yarnAudit, content);
    expect(items).toMatchObject([
      { payload: { partial: true, findings: [{ severity: 'medium' }] } },
    ]);
    expect(warnings).toEqual([
      expect.stringContaining('not listed (critical)'),
    ]);
  });

  it('reads the lines of Yarn 4 without deprecations', () => {
    const [scan] = scans(
      yarnAudit,
      lines(berry(1106913), berry('lodash (deprecation)')),
    );
    expect(scan.findings).toMatchObject([
      {
        vulnerability: 'GHSA-35jh-r3h4-6jhm',
        version: '4.17.20',
        severity: 'high',
      },
    ]);
  });

  it.each([
    ['Yarn 1 with a summary only', lines(clean)],
    ['Yarn 4 that has no suggestions', lines(none)],
  ])('finds nothing: %s', (_, content) => {
    expect(scans(yarnAudit, content)[0].findings).toEqual([]);
  });

  it.each([
    [
      'output that is cut off',
      lines(found),
      'the summary at the end is missing',
    ],
    [
      'an error of Yarn 1',
      lines({ type: 'error', data: 'ESOCKETTIMEDOUT' }),
      'this is an error, not a report: ESOCKETTIMEDOUT',
    ],
    [
      'an error beside findings',
      lines(berry(1), {
        type: 'error',
        displayName: 'YN0035',
        data: 'The remote server failed',
      }),
      'The remote server failed',
    ],
    [
      'a crash',
      'Error: The remote server failed',
      'begins with "Error: The remote server failed"',
    ],
    [
      'other lines',
      lines({ type: 'info', data: 'hello' }),
      'no line is an advisory or a summary',
    ],
    ['nothing', '', 'the file is empty'],
    ['blank lines', '\n\n', 'the file is empty'],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(yarnAudit, content)).toThrow(message);
  });
});
