import { ScorecardHistory } from '@backstage-operations/plugin-operations-common';
import { gateTimeline } from './gateTimeline';

const day = (number: number) => `2026-03-0${number}T00:00:00.000Z`;
const at = (number: number) => Date.parse(day(number));

function history(...changes: [number, object | undefined][]): ScorecardHistory {
  return {
    entityRef: 'component:default/checkout',
    scorecard: 'a',
    from: day(1),
    to: day(9),
    initial: {},
    changes: changes.map(([number, gate]) => ({
      at: day(number),
      cause: 'evidence',
      policyDigest: 'p',
      criteria: [],
      ...(gate ? { gate: gate as { to: 'blocked' } } : {}),
    })),
    daily: [],
  };
}

it('follows the gate from the first state that is stored', () => {
  expect(
    gateTimeline(
      history(
        [2, { to: 'blocked' }],
        [3, undefined],
        [5, { from: 'blocked', to: 'approved' }],
      ),
    ),
  ).toEqual([
    { from: at(1), to: at(2), state: undefined },
    { from: at(2), to: at(5), state: 'blocked' },
    { from: at(5), to: at(9), state: 'approved' },
  ]);
});

it('begins with what held before the first change', () => {
  expect(
    gateTimeline(history([2, { from: 'approved', to: 'reopened' }]))[0].state,
  ).toBe('approved');
});

it('is one stretch without changes', () => {
  expect(gateTimeline(history())).toEqual([{ from: at(1), to: at(9) }]);
});
