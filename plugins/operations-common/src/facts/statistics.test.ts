import fc from 'fast-check';
import { mean, median, p90 } from './statistics';

const range = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

it.each([
  [[], null, null, null],
  [[4], 4, 4, 4],
  [[1, 2], 1.5, 1.5, 2],
  [[9, 1, 5], 5, 5, 9],
  [range(10), 5.5, 5.5, 9],
  [range(30), 15.5, 15.5, 27],
])('%p: mean %p, median %p, p90 %p', (values, average, middle, ninety) => {
  expect(mean(values)).toBe(average);
  expect(median(values)).toBe(middle);
  expect(p90(values)).toBe(ninety);
});

it('has at least nine tenths at or below the p90, and the order does not matter', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), values => {
      const limit = p90(values) as number;
      const within = values.filter(value => value <= limit).length;
      expect(10 * within).toBeGreaterThanOrEqual(9 * values.length);
      expect(p90([...values].reverse())).toBe(limit);
      expect(median([...values].reverse())).toBe(median(values));
    }),
  );
});
