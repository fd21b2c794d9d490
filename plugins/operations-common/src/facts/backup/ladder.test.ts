import fc from 'fast-check';
import { EvidencePayload, proofLevels } from '../../evidence/kinds';
import { levelOf, rankOf, stepsOf } from './ladder';
import { datasetOf, NOW, restoreTest, run } from './testing/backups';

type Payload = EvidencePayload<'restore-test'>;
type CheckKind = NonNullable<Payload['checks']>[number]['kind'];

const digest = 'a'.repeat(64);
const { runs } = datasetOf([run(NOW, { sha256: digest })]);
const checks = (
  ...list: [CheckKind, 'pass' | 'fail' | 'skip'][]
): Partial<Payload> => ({
  checks: list.map(([kind, result]) => ({ name: kind, kind, result })),
});
const level = (payload: Partial<Payload>) => {
  const test = restoreTest(NOW, { level: 'L5', ...payload });
  return levelOf(stepsOf(test, runs), test.payload.level);
};

const signed = {
  predicateType: 'test-result',
  subjectSha256: digest,
  verified: true,
};

it.each<[string, Partial<Payload>, string | undefined]>([
  ['only claims', { checks: [] }, 'L2'],
  ['only claims, not isolated', { checks: [], isolated: undefined }, undefined],
  [
    'a checksum',
    { ...checks(['checksum', 'pass']), isolated: undefined },
    'L1',
  ],
  [
    'a skipped checksum',
    { ...checks(['checksum', 'skip']), isolated: undefined },
    undefined,
  ],
  [
    'a failed checksum under all else',
    checks(['checksum', 'fail'], ['manifest', 'pass'], ['query', 'pass']),
    undefined,
  ],
  [
    'one of two checksums failed',
    checks(['checksum', 'pass'], ['checksum', 'fail']),
    undefined,
  ],
  [
    'not finished',
    { ...checks(['manifest', 'pass']), completedAt: null },
    undefined,
  ],
  [
    'files missing',
    { ...checks(['checksum', 'pass'], ['manifest', 'pass']), missing: ['a'] },
    'L1',
  ],
  ['files extra', { ...checks(['manifest', 'pass']), extra: ['a'] }, 'L2'],
  [
    'files different',
    { ...checks(['manifest', 'pass'], ['smoke', 'pass']), mismatched: ['a'] },
    'L2',
  ],
  ['equal to the manifest', checks(['manifest', 'pass']), 'L3'],
  [
    'equal to the manifest, but in place',
    { ...checks(['manifest', 'pass']), isolated: false },
    undefined,
  ],
  ['it works, never compared', checks(['query', 'pass']), 'L4'],
  [
    'one of two queries was skipped',
    checks(['manifest', 'pass'], ['query', 'pass'], ['query', 'skip']),
    'L3',
  ],
  [
    'nobody looked at the newest record',
    checks(['query', 'pass'], ['freshness', 'skip']),
    'L2',
  ],
  [
    'one of two comparisons was skipped',
    checks(['manifest', 'pass'], ['manifest', 'skip']),
    'L2',
  ],
  [
    'one query failed',
    checks(['manifest', 'pass'], ['query', 'pass'], ['query', 'fail']),
    'L3',
  ],
  [
    'the newest record is too old',
    checks(['query', 'pass'], ['freshness', 'fail']),
    'L2',
  ],
  ['only the newest record was looked at', checks(['freshness', 'pass']), 'L2'],
  ['signed', { ...checks(['query', 'pass']), attestation: signed }, 'L5'],
  [
    'signed, not verified',
    {
      ...checks(['query', 'pass']),
      attestation: { ...signed, verified: false },
    },
    'L4',
  ],
  [
    'signed for another artifact',
    {
      ...checks(['query', 'pass']),
      attestation: { ...signed, subjectSha256: 'b'.repeat(64) },
    },
    'L4',
  ],
  [
    'signed, but nothing works',
    { ...checks(['checksum', 'pass']), attestation: signed },
    'L2',
  ],
  ['more than it claims', { ...checks(['query', 'pass']), level: 'L2' }, 'L2'],
])('%s', (_, payload, expected) => {
  expect(level(payload)).toBe(expected);
});

it.each<[unknown, unknown, string]>([
  [undefined, 12, 'L4'],
  [undefined, 0, 'L2'],
  [0, 0, 'L4'],
  [{ minRows: 0 }, 0, 'L4'],
  [{ minRows: 100 }, 99, 'L2'],
  [100, 100, 'L4'],
  [undefined, undefined, 'L4'],
])(
  'believes a passed count only with the rows to show for it: %j, %j',
  (expected, actual, reached) => {
    const count = {
      name: 'rows',
      kind: 'count' as const,
      result: 'pass' as const,
      expected,
      actual,
    };
    expect(level({ checks: [count] })).toBe(reached);
  },
);

const kinds: CheckKind[] = [
  'checksum',
  'manifest',
  'count',
  'freshness',
  'query',
  'smoke',
];
const arbitraryCheck = fc.record({
  name: fc.constant('c'),
  kind: fc.constantFrom(...kinds),
  result: fc.constantFrom('pass' as const, 'fail' as const, 'skip' as const),
});
const arbitraryPayload = fc.record({
  level: fc.constantFrom(...proofLevels),
  isolated: fc.boolean(),
  checks: fc.array(arbitraryCheck, { maxLength: 6 }),
  missing: fc.array(fc.constant('m'), { maxLength: 1 }),
  attestation: fc.constantFrom(undefined, signed),
});

it('never exceeds the claim', () => {
  fc.assert(
    fc.property(arbitraryPayload, payload => {
      expect(rankOf(level(payload))).toBeLessThanOrEqual(rankOf(payload.level));
    }),
  );
});

it('is monotone: a better check never lowers it, a worse one never raises it', () => {
  const better = { fail: 'skip', skip: 'pass', pass: 'pass' } as const;
  fc.assert(
    fc.property(arbitraryPayload, fc.nat(5), (payload, index) => {
      const improved = payload.checks.map((check, i) =>
        i === index ? { ...check, result: better[check.result] } : check,
      );
      expect(
        rankOf(level({ ...payload, checks: improved })),
      ).toBeGreaterThanOrEqual(rankOf(level(payload)));
      const passed = [
        ...payload.checks,
        { name: 'n', kind: kinds[index], result: 'pass' as const },
      ];
      expect(
        rankOf(level({ ...payload, checks: passed })),
      ).toBeGreaterThanOrEqual(rankOf(level(payload)));
    }),
  );
});

it('names who says that the signature of a statement was verified', () => {
  const test = restoreTest(NOW, {
    level: 'L5',
    attestation: {
      predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
      subjectSha256: digest,
      verified: true,
    },
  });
  expect(stepsOf(test, runs).at(-1)).toMatchObject({
    state: 'reached',
    reason: expect.stringContaining('service:test says'),
  });
});
