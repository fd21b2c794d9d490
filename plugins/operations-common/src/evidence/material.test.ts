import { Evidence } from './Evidence';
import { EvidenceKind, EvidencePayload } from './kinds';
import { lightScan } from '../facts/patch/lightScan';
import { statementsOf } from '../scorecards/subjectEvidence';
import { evidenceRef, evidenceThing, materialDigest } from './material';

let next = 0;

function record<K extends EvidenceKind>(
  kind: K,
  payload: EvidencePayload<K>,
  more: Partial<Evidence<K>> = {},
): Evidence<K> {
  next += 1;
  return {
    id: `id-${next}`,
    entityRef: 'component:default/checkout',
    kind,
    source: 'tool',
    observedAt: '2026-03-01T00:00:00Z',
    receivedAt: '2026-03-01T00:00:01Z',
    digest: `${next}`,
    submittedBy: 'service:ci',
    payload,
    ...more,
  };
}

const slo = (over: Partial<EvidencePayload<'slo'>> = {}) =>
  record('slo', {
    name: 'availability',
    target: 0.999,
    window: 'P30D',
    method: 'occurrences',
    sli: 0.9995,
    state: 'ok',
    ...over,
  });

const run = (over: Partial<EvidencePayload<'backup-run'>> = {}) =>
  record('backup-run', { dataset: 'orders', outcome: 'success', ...over });

const restore = (over: Partial<EvidencePayload<'restore-test'>> = {}) =>
  record('restore-test', {
    dataset: 'orders',
    level: 'L3',
    checks: [{ name: 'sum', kind: 'checksum', result: 'pass' }],
    missing: [],
    ...over,
  });

const scan = (over: Partial<EvidencePayload<'vulnerability-scan'>> = {}) =>
  record('vulnerability-scan', {
    scanner: 'trivy',
    scope: 'image',
    completedAt: '2026-03-01T00:00:00Z',
    status: 'success',
    findings: [{ vulnerability: 'CVE-1', package: 'a', severity: 'high' }],
    ...over,
  });

describe('materialDigest', () => {
  it.each([
    ['live burn figures', slo(), slo({ sli: 0.9991, burnRates: { '1h': 3 } })],
    ['burning inside the objective', slo(), slo({ state: 'burning' })],
    ['one more good run', run({ sizeBytes: 1 }), run({ sizeBytes: 2 })],
    [
      'the same restore again',
      restore(),
      restore({ completedAt: '2026-04-01T00:00:00Z' }),
    ],
    [
      'a scan whose findings are kept in a ledger',
      scan(),
      record('vulnerability-scan', lightScan(scan().payload)),
    ],
    [
      'a scan with other findings of the same severities',
      scan(),
      scan({
        findings: [{ vulnerability: 'CVE-2', package: 'b', severity: 'high' }],
      }),
    ],
  ])('stays for %s', (_, before, after) => {
    expect(materialDigest(after)).toBe(materialDigest(before));
  });

  it.each([
    ['a moved objective', slo(), slo({ target: 0.99 })],
    ['a breached objective', slo(), slo({ state: 'breached' })],
    ['an objective without data', slo(), slo({ state: 'no-data' })],
    ['a failed run', run(), run({ outcome: 'failed' })],
    [
      'another place',
      run({ location: 'off-site' }),
      run({ location: 'local' }),
    ],
    ['a lower proof', restore(), restore({ level: 'L2' })],
    ['a missing file', restore(), restore({ missing: ['a'] })],
    ['a failed scan', scan(), scan({ status: 'failed' })],
    ['fewer findings', scan(), scan({ findings: [] })],
    [
      'counts that are not known',
      scan({ findings: [] }),
      scan({ findings: undefined }),
    ],
  ])('changes for %s', (_, before, after) => {
    expect(materialDigest(after)).not.toBe(materialDigest(before));
  });

  it('tells sources and things apart', () => {
    expect(materialDigest(run())).not.toBe(
      materialDigest(run({ dataset: 'users' })),
    );
    expect(materialDigest({ ...run(), source: 'manual' })).not.toBe(
      materialDigest(run()),
    );
  });
});

describe('evidenceRef', () => {
  it('names the thing over its revisions', () => {
    expect(evidenceThing(run())).toBe('backup-run/tool/orders');
    expect(evidenceRef(slo()).thing).toBe('slo/tool/availability');
  });

  it('names the sender where it is a person', () => {
    expect(evidenceRef(run()).submittedBy).toBeUndefined();
    const byHand = {
      ...run(),
      source: 'manual',
      submittedBy: 'user:default/a',
    };
    expect(evidenceRef(byHand).submittedBy).toBe('user:default/a');
  });

  it('takes a statement that a source renews for the same, and one that a person prolongs for another', () => {
    const statement = (validUntil: string, renewed?: boolean) =>
      statementsOf([
        evidenceRef(
          record('attestation', {
            statement: 'incidents-recorded',
            validUntil,
            ...(renewed ? { renewed } : {}),
          }),
        ),
      ]);
    const [day, later] = ['2026-03-04T00:00:00Z', '2026-03-05T00:00:00Z'];
    expect(statement(day, true)).toEqual(statement(later, true));
    expect(statement(day)).not.toEqual(statement(later));
  });

  it('carries the expiry that an attestation names', () => {
    const attested = record('attestation', {
      statement: 'x',
      validUntil: '2026-05-01T00:00:00Z',
    });
    expect(evidenceRef(attested).validUntil).toBe('2026-05-01T00:00:00Z');
  });
});
