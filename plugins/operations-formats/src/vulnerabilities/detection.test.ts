import { FormatFile } from '../FormatFile';
import { detectFormat, findFormat, formats } from '../registry';

const samples: Record<string, unknown> = {
  dependabot: [[{ number: 1, security_advisory: {} }]],
  'dependabot-webhook': {
    action: 'created',
    alert: { security_advisory: {} },
    repository: {},
  },
  trivy: { SchemaVersion: 2, ArtifactName: 'x', Results: [] },
  grype: { matches: [], descriptor: { name: 'grype' } },
  'osv-scanner': { results: [{ source: { path: 'a' }, packages: [] }] },
  'npm-audit': { auditReportVersion: 2, vulnerabilities: {} },
  'yarn-audit': '{"type":"auditSummary","data":{}}\n',
  cyclonedx: { bomFormat: 'CycloneDX', specVersion: '1.6' },
  openvex: { '@context': 'https://openvex.dev/ns/v0.2.0', statements: [] },
  'csaf-vex': { document: { csaf_version: '2.0' } },
  sarif: { version: '2.1.0', runs: [{ tool: {} }] },
  'dependency-track': [{ component: {}, vulnerability: {} }],
  snyk: { ok: true, dependencyCount: 3, vulnerabilities: [] },
  'aws-ssm-patch': { InstancePatchStates: [{ InstanceId: 'i-1' }] },
  'endoflife-date': [{ cycle: '1', eol: false }],
};

const others: Record<string, unknown> = {
  'an error body': { message: 'Not Found', error: {} },
  'an empty object': {},
  'an empty list': [],
  'an empty file': '',
  text: 'hello',
  'a list of numbers': [1, 2],
  'a legacy Trivy report that is null': 'null',
};

const fileOf = (sample: unknown) =>
  FormatFile.of(typeof sample === 'string' ? sample : JSON.stringify(sample));

describe('detection', () => {
  it.each(Object.entries(samples))(
    'takes %s for what it is, and no other format does',
    (id, sample) => {
      expect(detectFormat(fileOf(sample))?.id).toBe(id);
      const recognising = formats.filter(format =>
        format.detect(fileOf(sample)),
      );
      expect(recognising.map(format => format.id)).toEqual([id]);
    },
  );

  it.each(Object.entries(others))('takes %s for nothing', (_, sample) => {
    expect(detectFormat(fileOf(sample))).toBeUndefined();
  });

  it.each(Object.keys(samples))('%s refuses what is not its own', id => {
    const context = { entityRef: 'component:default/shop', now: 0 };
    for (const sample of Object.values(others)) {
      expect(() => findFormat(id)?.parse(fileOf(sample), context)).toThrow(
        `${id}: `,
      );
    }
  });
});
