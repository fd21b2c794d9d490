import fc from 'fast-check';
import { combineGroups } from './groupedSli';
import { sampleValue } from './sample';
import { computeSli, SliMethod, SliPoint } from './sli';

const point = (good: number | null, total: number | null): SliPoint => ({
  good,
  total,
});
const points = [point(9, 10), point(0, 0), point(50, 100), point(null, 5)];
const sliOf = (list: SliPoint[], method: SliMethod, sliceTarget?: number) =>
  computeSli(list, { method, sliceTarget, expectedPoints: 4 });

describe('computeSli', () => {
  it.each([
    ['occurrences', undefined, 59 / 110, 110],
    ['timeslices', 0.9, 1 / 2, 2],
    ['ratio-timeslices', undefined, (0.9 + 0.5) / 2, 2],
  ] as const)('%s', (method, sliceTarget, sli, n) => {
    expect(sliOf(points, method, sliceTarget)).toEqual({
      state: 'known',
      sli,
      n,
      coverage: 3 / 4,
    });
  });

  it.each([
    ['no points', [], 0],
    ['gaps only', [point(null, null), point(NaN, 3), point(3, NaN)], 0],
    ['no events', [point(0, 0), point(0, 0)], 1 / 2],
  ])('%s is no data', (_, list, coverage) => {
    expect(sliOf(list, 'occurrences')).toMatchObject({
      state: 'no-data',
      sli: null,
      coverage,
    });
  });

  it.each([
    ['infinite total', point(1, Infinity)],
    ['infinite good', point(Infinity, 2)],
    ['negative', point(-1, 2)],
    ['more good than total', point(11, 10)],
    ['good without total', point(1, 0)],
  ])('%s is inconsistent', (_, bad) => {
    expect(sliOf([...points, bad], 'occurrences')).toMatchObject({
      state: 'inconsistent',
      sli: null,
    });
  });

  it('takes extrapolation noise for what it is', () => {
    const noise = point(10.000000001, 10);
    expect(sliOf([noise], 'occurrences')).toMatchObject({ sli: 1 });
  });

  it('asks for a slice target', () => {
    expect(() => sliOf(points, 'timeslices')).toThrow(RangeError);
  });

  it('stays between 0 and 1 and does not depend on order', () => {
    const anyPoint = fc
      .tuple(fc.nat(1000), fc.nat(1000))
      .map(([a, b]) => point(Math.min(a, b), Math.max(a, b)));
    fc.assert(
      fc.property(
        fc.array(anyPoint, { maxLength: 30 }),
        fc.constantFrom<SliMethod>(
          'occurrences',
          'timeslices',
          'ratio-timeslices',
        ),
        (list, method) => {
          const result = sliOf(list, method, 0.95);
          const reversed = sliOf([...list].reverse(), method, 0.95);
          expect(reversed.state).toBe(result.state);
          if (result.sli === null || reversed.sli === null) return;
          expect(result.sli).toBeGreaterThanOrEqual(0);
          expect(result.sli).toBeLessThanOrEqual(1);
          expect(reversed.sli).toBeCloseTo(result.sli, 12);
        },
      ),
    );
  });
});

describe('combineGroups', () => {
  const known = (name: string, sli: number) => ({
    name,
    result: { state: 'known' as const, sli, n: 1, coverage: 1 },
  });
  const silent = {
    name: 'silent',
    result: {
      state: 'no-data' as const,
      sli: null,
      coverage: 0,
      reason: 'gone',
    },
  };

  it('lets the worst speak and lists all, never a mean', () => {
    const { worst, groups } = combineGroups([
      known('a', 0.99),
      known('b', 0.5),
    ]);
    expect(worst.sli).toBe(0.5);
    expect(groups.map(group => group.name)).toEqual(['b', 'a']);
  });

  it('ranks a silent group below the worst figure', () => {
    expect(combineGroups([known('b', 0), silent]).worst.state).toBe('no-data');
  });

  it('has no data where there is no series', () => {
    expect(combineGroups([]).worst.state).toBe('no-data');
  });
});

describe('sampleValue', () => {
  it.each([
    ['1.5', 1.5],
    ['1e-3', 0.001],
    ['+Inf', Infinity],
    ['-Inf', -Infinity],
    ['NaN', NaN],
    ['', NaN],
    ['0x10', NaN],
    ['12 ms', NaN],
  ])('reads %p', (text, value) => {
    expect(sampleValue(text)).toBe(value);
  });
});
