import { ScorecardHistory } from '@backstage-operations/plugin-operations-common';
import { nextChange, storedPart } from './asOf';

it.each([
  ['before', 30, 20],
  ['before', 10, undefined],
  ['after', 20, 30],
  ['after', 15, 20],
  ['after', 30, undefined],
] as const)('%s %s is %s', (direction, from, found) => {
  expect(nextChange([30, 10, 20], from, direction)).toBe(found);
});

describe('storedPart', () => {
  const change = { at: '2026-01-10T00:00:00.000Z' };
  const history = {
    from: '2026-01-01T00:00:00.000Z',
    initial: {},
    changes: [change],
  } as ScorecardHistory;

  it.each([
    ['the first change', {}, change.at],
    ['the start where something held before', { a: 'pass' }, history.from],
  ] as const)('begins at %s', (_, initial, from) => {
    expect(storedPart({ ...history, initial }).from).toBe(from);
  });

  it('leaves a history without changes as it is', () => {
    expect(storedPart({ ...history, changes: [] }).from).toBe(history.from);
  });
});
