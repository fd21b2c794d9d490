import { slotGrid } from './slotGrid';

it('cuts a run into its slots, one column per day', () => {
  const { cells, days, rows } = slotGrid([
    {
      from: '2026-03-01T12:00:00Z',
      to: '2026-03-02T06:00:00Z',
      count: 3,
      state: 'good',
    },
    {
      from: '2026-03-02T06:00:00Z',
      to: '2026-03-02T12:00:00Z',
      count: 1,
      state: 'never-ran',
      reason: 'no run was reported',
    },
  ]);
  expect(days).toEqual(['2026-03-01', '2026-03-02']);
  expect(rows).toBe(2);
  expect(cells.map(({ column, row, state }) => [column, row, state])).toEqual([
    [0, 0, 'good'],
    [0, 1, 'good'],
    [1, 0, 'good'],
    [1, 1, 'never-ran'],
  ]);
});
