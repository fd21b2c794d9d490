import { known, unknown } from './result';
import { evidenceOf } from './testing/builders';

const fact = { id: 'test.fact', unit: 'count' } as const;
const query = { now: Date.UTC(2026, 2, 1), of: 'orders' };

it('builds a known value with its evidence named once', () => {
  const record = evidenceOf(
    'quality',
    '2026-02-01T00:00:00Z',
    { coverage: 0.9 },
    { submittedBy: 'user:default/ana', source: 'manual' },
  );
  const result = known(fact, query, 3, {
    n: 2,
    provenAt: query.now - 1000,
    validUntil: query.now + 1000,
    evidence: [record, record],
  });
  expect(result).toMatchObject({
    fact: 'test.fact',
    of: 'orders',
    value: 3,
    unit: 'count',
    n: 2,
    asOf: '2026-03-01T00:00:00.000Z',
    provenAt: '2026-02-28T23:59:59.000Z',
    validUntil: '2026-03-01T00:00:01.000Z',
    evidence: [{ id: record.id, submittedBy: 'user:default/ana' }],
  });
});

it('refuses a figure that is no number', () => {
  expect(() => known(fact, query, NaN)).toThrow(
    'test.fact has no finite value',
  );
});

it('says why a value is missing', () => {
  expect(unknown(fact, query, 'no scan was reported')).toEqual({
    fact: 'test.fact',
    of: 'orders',
    value: null,
    unit: 'count',
    asOf: '2026-03-01T00:00:00.000Z',
    reason: 'no scan was reported',
    evidence: [],
  });
});
