import { nextChange } from './asOf';

it.each([
  ['before', 30, 20],
  ['before', 10, undefined],
  ['after', 20, 30],
  ['after', 15, 20],
  ['after', 30, undefined],
] as const)('%s %s is %s', (direction, from, found) => {
  expect(nextChange([30, 10, 20], from, direction)).toBe(found);
});
