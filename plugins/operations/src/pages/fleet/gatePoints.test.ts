import { gatePoints } from './gatePoints';

it('adds groups up and leaves days without history unknown, not zero', () => {
  const trend = {
    scorecard: 'phase-08-operations',
    from: '2026-03-01',
    to: '2026-03-04',
    groups: [
      {
        key: 'group:default/a',
        points: [
          { day: '2026-03-02', gates: { blocked: 2 } },
          { day: '2026-03-01', gates: {} },
          { day: '2026-03-03', gates: { approved: 2 } },
        ],
      },
      {
        key: null,
        points: [
          { day: '2026-03-01', gates: {} },
          { day: '2026-03-02', gates: { blocked: 1, approved: 4 } },
          { day: '2026-03-03', gates: {} },
        ],
      },
    ],
  };
  expect(gatePoints(trend, 'blocked')).toEqual([
    { at: '2026-03-01', value: null },
    { at: '2026-03-02', value: 3 },
    { at: '2026-03-03', value: 0 },
  ]);
});
