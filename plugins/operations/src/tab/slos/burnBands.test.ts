import { burnBands, burnLimits } from './burnBands';

const limits = { page: 6, ticket: 1 };
const points = (rates: (number | null | undefined)[]) =>
  rates.map((burnRate, hour) => ({
    at: `2026-03-10T0${hour}:00:00.000Z`,
    sli: 1,
    errorBudgetRemaining: 1,
    burnRate,
    state: 'ok',
  }));
const hour = (text: string) => Number(text.slice(11, 13));
const found = (rates: (number | null | undefined)[]) =>
  burnBands(points(rates), limits).map(({ from, to, severity }) => [
    hour(from),
    hour(to),
    severity,
  ]);

it.each<[string, string, object]>([
  ['thirty days', 'P30D', { page: 6, ticket: 1 }],
  ['seven days', 'P7D', { page: 1.4, ticket: 1 }],
  ['a minute', 'PT1M', { page: 10, ticket: 1 }],
])('limits of %s', (_, window, expected) => {
  const { page, ticket } = burnLimits(window);
  expect({ page: Number(page.toFixed(6)), ticket }).toEqual(expected);
});

it.each<[string, (number | null | undefined)[], unknown[]]>([
  ['nothing known', [null, undefined, null], []],
  ['within the budget', [1, 1, 0.5], []],
  ['the first point has no time before it', [9, 0], []],
  ['a ticket', [0, 2, 0], [[0, 1, 'ticket']]],
  ['on and on', [0, 2, 3, 5, 0], [[0, 3, 'ticket']]],
  [
    'into a page and out of it',
    [0, 2, 7, 9, 2, 0],
    [
      [0, 1, 'ticket'],
      [1, 3, 'page'],
      [3, 4, 'ticket'],
    ],
  ],
  [
    'a gap joins nothing',
    [0, 2, null, 2],
    [
      [0, 1, 'ticket'],
      [2, 3, 'ticket'],
    ],
  ],
])('bands: %s', (_, rates, expected) => {
  expect(found(rates)).toEqual(expected);
});
