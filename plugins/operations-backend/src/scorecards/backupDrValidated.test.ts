import {
  Evidence,
  EvidenceKind,
  EvidencePayload,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { judged, told } from './__testUtils__/judged';

const day = 86_400_000;
const now = Date.parse('2026-03-01T12:00:00Z');

/** A run each midday of the days before `now`, the oldest first. */
const runs = Array.from({ length: 60 }, (_, index) => {
  const at = now - (60 - index) * day - 3_600_000;
  return told('backup-run', at, {
    dataset: 'assets',
    outcome: 'success',
    startedAt: toIso(at - 60_000),
    completedAt: toIso(at),
    recoveryPoint: toIso(at - 60_000),
    sizeBytes: 1000 + index,
    manifest: { fileCount: 3 },
  });
});

const restore = (at: number, missing: string[] = []) =>
  told('restore-test', at, {
    dataset: 'assets',
    startedAt: toIso(at - 60_000),
    completedAt: toIso(at),
    level: 'L3',
    isolated: true,
    checks: [
      { name: 'archive', kind: 'checksum', result: 'pass' },
      {
        name: 'files',
        kind: 'manifest',
        result: missing.length > 0 ? 'fail' : 'pass',
      },
    ],
    missing,
    extra: [],
    mismatched: [],
  });

const drill = (at: number) =>
  told('dr-drill', at, {
    scenario: 'region lost',
    declaredAt: toIso(at - 3_600_000),
    usableAt: toIso(at),
    outcome: 'success',
  });

const proof = [...runs, restore(now - 10 * day), drill(now - 20 * day)];

const criterion = (evidence: Evidence[], at: number = now) =>
  judged('backup-dr-validated', evidence, at);

const without = (kind: EvidenceKind) => proof.filter(one => one.kind !== kind);

describe('backup and DR validated', () => {
  it('passes with every proof', () => {
    expect(criterion(proof)).toMatchObject({ verdict: 'pass' });
  });

  it.each<[string, Evidence[], string, RegExp]>([
    ['no backup', without('backup-run'), 'fail', /success rate/],
    ['no restore test', without('restore-test'), 'fail', /Restore proof/],
    ['no drill', without('dr-drill'), 'unknown', /drill/],
    [
      'a day without backup',
      proof.filter(one => one !== runs[50]),
      'fail',
      /success rate/,
    ],
    [
      'a file missing after restore',
      [...proof, restore(now - 5 * day, ['a'])],
      'fail',
      /Restore proof/,
    ],
    [
      'an old drill',
      [...without('dr-drill'), drill(now - 100 * day)],
      'fail',
      /drill/,
    ],
  ])('does not with %s', (_, evidence, verdict, reason) => {
    const result = criterion(evidence);
    expect(result?.verdict).toBe(verdict);
    expect(result?.reason).toMatch(reason);
  });

  it('keeps the approval over another good backup, and loses it with a failed one', () => {
    const before = criterion(proof)?.subjectDigest;
    const at = now - 60_000;
    const payload = { ...runs[59].payload, startedAt: toIso(at) };
    const another = told(
      'backup-run',
      at,
      payload as EvidencePayload<'backup-run'>,
    );
    expect(criterion([...proof, another])?.subjectDigest).toBe(before);
    const failed = told('backup-run', at, {
      dataset: 'assets',
      outcome: 'failed',
      completedAt: toIso(at),
      reason: 'disk full',
    });
    expect(criterion([...proof, failed])?.subjectDigest).not.toBe(before);
  });
});
