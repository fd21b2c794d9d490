import fc from 'fast-check';
import { ScoreTable } from './ScoreTable';

const cve = fc
  .tuple(
    fc.integer({ min: 1999, max: 2030 }),
    fc.integer({ min: 1, max: 9_999_999 }),
  )
  .map(([year, number]) => `CVE-${year}-${String(number).padStart(4, '0')}`);

describe('ScoreTable', () => {
  it('answers as a map would', () => {
    fc.assert(
      fc.property(
        fc.dictionary(cve, fc.double({ min: 0, max: 1, noNaN: true })),
        fc.array(cve),
        (scores, others) => {
          const table = ScoreTable.of(Object.entries(scores));
          for (const id of [...Object.keys(scores), ...others]) {
            expect(table.get(id)).toBe(scores[id]);
          }
        },
      ),
    );
  });

  it('has nothing for other ids', () => {
    const table = ScoreTable.of([
      ['CVE-2026-1', 0.1],
      ['CVE-2026-0001', 0.2],
      ['GHSA-aaaa-bbbb-cccc', 0.3],
    ]);
    expect(table.get('GHSA-aaaa-bbbb-cccc')).toBeUndefined();
    expect(table.get('CVE-2026-1')).toBeUndefined();
    expect(table.get('cve-2026-0001')).toBe(0.2);
  });
});
