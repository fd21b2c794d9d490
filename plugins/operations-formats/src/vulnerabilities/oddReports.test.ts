import { FormatError } from '../FormatError';
import { FormatFile } from '../FormatFile';
import { detectFormat } from '../registry';
import { now } from './testing';

/** What is imported without naming the format. */
function auto(content: unknown, context: { scope?: string } = {}) {
  const file = FormatFile.of(
    typeof content === 'string' || ArrayBuffer.isView(content)
      ? (content as string | Uint8Array)
      : JSON.stringify(content),
  );
  const format = detectFormat(file);
  if (!format) throw new FormatError('no format recognises the file');
  const entityRef = 'component:default/shop';
  return {
    id: format.id,
    ...format.parse(file, { entityRef, now, ...context }),
  };
}

const trivy = {
  SchemaVersion: 2,
  Trivy: { Version: '0.68.0' },
  CreatedAt: '2026-03-09T10:00:00.123456789+01:00',
  ArtifactName: 'registry.example.com/shop:1.2',
  ArtifactType: 'container_image',
  Results: [
    {
      Target: 'registry.example.com/shop:1.2 (alpine 3.20.1)',
      Class: 'os-pkgs',
      Type: 'alpine',
      Vulnerabilities: [
        {
          VulnerabilityID: 'CVE-2026-0001',
          VendorIDs: ['X-1'],
          PkgName: 'busybox',
          Severity: 'UNHEARD-OF',
          Fingerprint: 'sha256:0',
        },
      ],
    },
  ],
};

const grype = (descriptor: object = {}) => ({
  matches: [],
  source: { type: 'directory', target: '.' },
  descriptor: { name: 'grype', version: '0.99.1', ...descriptor },
});

const yarnAdvisory = JSON.stringify({
  type: 'auditAdvisory',
  data: { advisory: { id: 1, module_name: 'b', severity: 'high' } },
});
const yarnSummary = JSON.stringify({ type: 'auditSummary', data: {} });

const openvex = (more: object) => ({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://example.com/vex',
  timestamp: '2026-03-01T00:00:00Z',
  statements: [],
  ...more,
});

describe('reports as editors and shells leave them', () => {
  const text = JSON.stringify(trivy, null, 2);

  it.each([
    ['with a byte order mark', `\ufeff${text}`],
    ['with the line ends of Windows', text.replaceAll('\n', '\r\n')],
    [
      'in UTF-16, as PowerShell redirects',
      Buffer.from(`\ufeff${text}`, 'utf16le'),
    ],
    [
      'in UTF-16 with the other order of bytes',
      Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    ],
  ])('are read %s', (_, content) => {
    const { id, items } = auto(content);
    expect(id).toBe('trivy');
    expect(items[0]).toMatchObject({
      observedAt: '2026-03-09T09:00:00.123Z',
      payload: { findings: [{ severity: 'unknown' }] },
    });
  });

  it('are read line by line with the line ends of Windows', () => {
    const { items } = auto(`${yarnAdvisory}\r\n${yarnSummary}\r\n`);
    expect(items[0].payload).toMatchObject({ findings: [{ package: 'b' }] });
  });
});

describe('reports of other versions', () => {
  it('of Trivy without classes keep libraries apart from the system', () => {
    const vulnerability = { VulnerabilityID: 'CVE-2026-0001', PkgName: 'a' };
    const { items } = auto([
      {
        Target: 'shop:1 (debian 10)',
        Type: 'debian',
        Vulnerabilities: [vulnerability],
      },
      {
        Target: 'app/package-lock.json',
        Type: 'npm',
        Vulnerabilities: [vulnerability],
      },
      { Target: 'app/yarn.lock', Type: 'yarn', Vulnerabilities: null },
    ]);
    expect(items[0].payload).toMatchObject({
      scope: 'shop',
      findings: [{ location: 'os' }, { location: 'app/package-lock.json' }],
    });
  });

  it.each([
    ['five', { db: { built: '2026-03-08T01:25:29Z', schemaVersion: 5 } }],
    ['six', { db: { status: { built: '2026-03-08T01:25:29Z', valid: true } } }],
  ])('of Grype name the age of database %s', (_, descriptor) => {
    expect(auto(grype(descriptor)).items[0].payload).toMatchObject({
      status: 'success',
      databaseAt: '2026-03-08T01:25:29.000Z',
    });
  });

  it('of endoflife.date may be about one release', () => {
    const context = { scope: 'nodejs 22' };
    const old = {
      releaseDate: '2024-04-24',
      eol: '2026-03-01',
      latest: '22.1.0',
      lts: true,
    };
    const gone = [
      { product: 'nodejs', version: '22', since: expect.any(String) },
    ];
    expect(auto(old, context).items[0].payload).toMatchObject({ eol: gone });
    const result = { name: '22', isEol: true, eolFrom: '2026-03-01' };
    const answer = { schema_version: '1.2.0', result };
    expect(auto(answer, context).items[0].payload).toMatchObject({ eol: gone });
    expect(() => auto(old)).toThrow(/say which release runs/);
    expect(() => auto(answer, { scope: 'nodejs 20' })).toThrow(/no release 20/);
  });
});

describe('reports that say nothing', () => {
  it.each<[string, unknown, RegExp]>([
    ['Trivy 3', { ...trivy, SchemaVersion: 3 }, /schema 3 is not known/],
    [
      'Trivy for secrets only',
      { ...trivy, Results: [{ Target: 'key.pem', Class: 'secret' }] },
      /no packages were looked up/,
    ],
    ['Trivy without results', { ...trivy, Results: null }, /no packages/],
    ['Grype 1', grype({ version: '1.0.0' }), /version 1.0.0 is not known/],
    [
      'an npm audit without network',
      {
        auditReportVersion: 2,
        vulnerabilities: {},
        error: { code: 'ENOAUDIT', summary: 'audit endpoint failed' },
      },
      /audit endpoint failed/,
    ],
    [
      'npm audit 3',
      { auditReportVersion: 3, vulnerabilities: {} },
      /version 3 is not known/,
    ],
    [
      'a Yarn audit that broke off',
      `${yarnAdvisory}\n{"type":"auditSu`,
      /breaks off/,
    ],
    ['a Yarn audit without its end', yarnAdvisory, /cut off/],
    [
      'a bill of materials',
      { bomFormat: 'CycloneDX', specVersion: '1.5', components: [] },
      /no vulnerabilities section/,
    ],
    [
      'CycloneDX 2',
      { bomFormat: 'CycloneDX', specVersion: '2.0', vulnerabilities: [] },
      /version 2.0 is not known/,
    ],
    ['OpenVEX without statements', openvex({}), /makes no statement/],
    [
      'OpenVEX with another word',
      openvex({
        statements: [
          {
            vulnerability: { name: 'CVE-2026-0001' },
            products: [{ '@id': 'pkg:npm/a' }],
            status: 'maybe',
          },
        ],
      }),
      /status/,
    ],
    [
      'OpenVEX 1',
      openvex({ '@context': 'https://openvex.dev/ns/v1.0.0' }),
      /v1/,
    ],
    [
      'a Snyk test that found no project',
      { ok: false, error: 'Could not detect supported target files' },
      /Could not detect/,
    ],
  ])('are refused: %s', (_, content, message) => {
    expect(() => auto(content)).toThrow(message);
  });

  it.each<[string, unknown]>([
    ['an error body', { message: 'Bad credentials', status: '401' }],
    ['an empty list', []],
    ['an empty object', {}],
    ['null', 'null'],
    ['a page of HTML', '<!DOCTYPE html><html></html>'],
    ['Semgrep', { results: [], errors: [], paths: {}, version: '1.50.0' }],
    ['Bandit', { results: [], errors: [], metrics: {} }],
    ['pip-audit', { dependencies: [], fixes: [] }],
    ['GitLab', { version: '15.0.0', vulnerabilities: [], scan: {} }],
    ['a lock file', { name: 'x', lockfileVersion: 3, packages: {} }],
    ['SPDX', { spdxVersion: 'SPDX-2.3', packages: [] }],
    ['CycloneDX in XML', '<?xml version="1.0"?><bom/>'],
  ])('are recognised by no format: %s', (_, content) => {
    expect(() => auto(content)).toThrow('no format recognises the file');
  });

  it('are no clean scans of a tool that was named by mistake', () => {
    const semgrep = { results: [], errors: [], paths: {}, version: '1.50.0' };
    const osv = detectFormat(
      FormatFile.of('{"results":[],"experimental_config":{}}'),
    );
    expect(osv?.id).toBe('osv-scanner');
    expect(() =>
      osv?.parse(FormatFile.of(JSON.stringify(semgrep)), {
        entityRef: 'component:default/shop',
        now,
      }),
    ).toThrow(/another tool/);
  });

  it('are a failed scan where Grype had no valid data', () => {
    const { items } = auto(
      grype({ db: { status: { valid: false, error: 'database is too old' } } }),
    );
    expect(items[0].payload).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('too old'),
    });
    expect(items[0].payload).not.toHaveProperty('findings');
  });
});

describe('rows with odd texts', () => {
  const rowWith = (more: object) => {
    const { items } = auto({
      matches: [
        {
          vulnerability: { id: 'CVE-2026-0001', severity: 'High' },
          artifact: { name: 'a', version: '1', type: 'npm' },
          ...more,
        },
      ],
      source: { type: 'image', target: { userInput: 'shop:1' } },
      descriptor: { name: 'grype', version: '0.90.0' },
    });
    return items[0].payload;
  };

  it('are kept without ids that are none', () => {
    const ids = ['', ' GHSA-a ', 'x'.repeat(300), 'GHSA-a'];
    expect(
      rowWith({ relatedVulnerabilities: ids.map(id => ({ id })) }),
    ).toMatchObject({ findings: [{ aliases: ['GHSA-a'] }] });
  });

  it('are kept with texts that fit', () => {
    const description = `${'x'.repeat(498)}😀\0 and more`;
    expect(
      rowWith({
        vulnerability: { id: 'CVE-2026-0001', description },
        artifact: { name: 'a', type: 'y'.repeat(80) },
      }),
    ).toMatchObject({
      findings: [
        { title: `${'x'.repeat(498)}…`, ecosystem: `${'y'.repeat(62)}…` },
      ],
    });
  });
});
