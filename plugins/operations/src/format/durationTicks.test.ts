import { durationTicks } from './durationTicks';

it.each([
  [0, [0, 1]],
  [62 * 60, [0, 900, 1800, 2700, 3600, 4500]],
  [4 * 3600, [0, 3600, 7200, 10800, 14400]],
  [45 * 86_400, [0, 30 * 86_400, 60 * 86_400]],
])('%s seconds', (highest, ticks) => {
  expect(durationTicks(highest)).toEqual(ticks);
});

it('has at most six places, the last beyond the highest', () => {
  for (const highest of [7, 1e3, 1e5, 1e7, 1e9]) {
    const ticks = durationTicks(highest);
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(ticks[ticks.length - 1]).toBeGreaterThanOrEqual(highest);
  }
});
