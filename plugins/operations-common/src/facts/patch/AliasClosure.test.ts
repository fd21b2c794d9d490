import fc from 'fast-check';
import { AliasClosure } from './AliasClosure';

const isCveId = (text: string) => text.startsWith('CVE-');

const cases: {
  name: string;
  groups: string[][];
  expected: Record<string, string[]>;
}[] = [
  {
    name: 'an id that nobody aliases is itself',
    groups: [],
    expected: { 'GHSA-a': ['GHSA-a'], 'CVE-1-1': ['CVE-1-1'] },
  },
  {
    name: 'the CVE wins where there is exactly one',
    groups: [
      ['GHSA-a', 'GO-1'],
      ['GO-1', 'CVE-1-1'],
    ],
    expected: { 'GHSA-a': ['CVE-1-1'], 'GO-1': ['CVE-1-1'] },
  },
  {
    name: 'without a CVE the smallest id wins',
    groups: [['PYSEC-2', 'GHSA-b', 'GO-9']],
    expected: { 'PYSEC-2': ['GHSA-b'], 'GO-9': ['GHSA-b'] },
  },
  {
    name: 'a temporary id wins only when it is alone',
    groups: [['TEMP-0001', 'ZZZ-1']],
    expected: { 'TEMP-0001': ['ZZZ-1'], 'TEMP-9': ['TEMP-9'] },
  },
  {
    name: 'two CVEs in one GHSA stay two, and the GHSA stands for both',
    groups: [['GHSA-a', 'CVE-1-2', 'CVE-1-1']],
    expected: {
      'GHSA-a': ['CVE-1-1', 'CVE-1-2'],
      'CVE-1-1': ['CVE-1-1'],
      'CVE-1-2': ['CVE-1-2'],
    },
  },
  {
    name: 'a CVE is no bridge between others',
    groups: [
      ['GHSA-a', 'CVE-1-1'],
      ['GHSA-b', 'CVE-1-1', 'CVE-1-2'],
    ],
    expected: { 'GHSA-a': ['CVE-1-1'], 'GHSA-b': ['CVE-1-1', 'CVE-1-2'] },
  },
  {
    name: 'spelling does not matter',
    groups: [['ghsa-AbC', 'cve-1-1']],
    expected: { 'GHSA-abc': ['CVE-1-1'] },
  },
];

describe('AliasClosure', () => {
  it.each(cases)('$name', ({ groups, expected }) => {
    const closure = AliasClosure.of(groups);
    for (const [id, canonical] of Object.entries(expected)) {
      expect(closure.canonical(id)).toEqual(canonical);
    }
  });

  const id = fc.oneof(
    fc.nat(6).map(n => `CVE-2024-${n}`),
    fc.nat(6).map(n => `GHSA-${n}`),
    fc.nat(6).map(n => `GO-${n}`),
  );
  const groups = fc.array(fc.array(id, { minLength: 1, maxLength: 4 }), {
    maxLength: 8,
  });

  it('does not depend on the order of groups or of ids', () => {
    fc.assert(
      fc.property(groups, id, (list, asked) => {
        const reversed = list.map(group => [...group].reverse()).reverse();
        expect(AliasClosure.of(reversed).canonical(asked)).toEqual(
          AliasClosure.of(list).canonical(asked),
        );
      }),
    );
  });

  it('never turns one CVE into another and is a fixed point', () => {
    fc.assert(
      fc.property(groups, id, (list, asked) => {
        const closure = AliasClosure.of(list);
        const canonical = closure.canonical(asked);
        expect(isCveId(asked) && canonical[0] !== asked).toBe(false);
        expect(canonical.flatMap(one => closure.canonical(one))).toEqual(
          canonical,
        );
        expect(canonical.length === 1 || canonical.every(isCveId)).toBe(true);
      }),
    );
  });
});
