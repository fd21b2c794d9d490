import { formatProse } from './prose';

it.each([
  [
    'kept for P30D, back to 2026-09-15T03:00:00.000Z',
    'kept for 30 days, back to 15 Sep 2026, 03:00 UTC',
  ],
  ['answered within PT1H30M', 'answered within 1 hour, 30 minutes'],
  ['P1D of working time', '1 day of working time'],
  ['Security audit, 2026-09-02', 'Security audit, 2 Sep 2026'],
  [
    'CHG-orders-2026-11-17 of P1 and P95',
    'CHG-orders-2026-11-17 of P1 and P95',
  ],
  ['2026-09-15T03:00:00+02:00', '15 Sep 2026, 01:00 UTC'],
])('%s', (sentence, expected) => {
  expect(formatProse(sentence)).toBe(expected);
});
