import { GateState } from '@backstage-operations/plugin-operations-common';
import * as fc from 'fast-check';
import { HistoryEntry, HistoryPage } from '../evaluation/HistoryPage';
import { TrendCounter } from './TrendCounter';

const DAY = 24 * 60 * 60 * 1000;
const start = Date.UTC(2026, 2, 1);

const entry = (at: number, gate: GateState): HistoryEntry => ({
  at,
  cause: 'time',
  gate,
  deltas: [],
});

const gates = ['blocked', 'awaiting-signoff', 'approved'] as const;

/** What held at an instant, read entry by entry. */
function gateJustBefore(pages: HistoryPage[], instant: number) {
  let gate = pages[0]?.opening?.gate;
  for (const { at, gate: next } of pages.flatMap(page => page.entries)) {
    if (at < instant) gate = next;
  }
  return gate;
}

describe('TrendCounter', () => {
  it('counts what held at the end of each day', () => {
    const period = { from: start, to: start + 3 * DAY };
    const counter = TrendCounter.create(period);
    const opening = { version: 1, gate: 'approved', verdicts: [] } as const;
    counter.add('a', [
      {
        opening: { ...opening, verdicts: [] },
        entries: [
          entry(start + DAY + 5, 'blocked'),
          entry(start + DAY + 9, 'reopened'),
        ],
      },
    ]);
    counter.add(null, [{ entries: [entry(start + 2 * DAY, 'blocked')] }]);
    expect(counter.trend('ready')).toEqual({
      scorecard: 'ready',
      from: '2026-03-01T00:00:00.000Z',
      to: '2026-03-04T00:00:00.000Z',
      groups: [
        {
          key: null,
          points: [
            { day: '2026-03-01', gates: {} },
            { day: '2026-03-02', gates: {} },
            { day: '2026-03-03', gates: { blocked: 1 } },
          ],
        },
        {
          key: 'a',
          points: [
            { day: '2026-03-01', gates: { approved: 1 } },
            { day: '2026-03-02', gates: { reopened: 1 } },
            { day: '2026-03-03', gates: { reopened: 1 } },
          ],
        },
      ],
    });
  });

  it('agrees with reading every history day by day', () => {
    const history = fc
      .array(
        fc.tuple(
          fc.integer({ min: -20 * DAY, max: 40 * DAY }),
          fc.constantFrom(...gates),
        ),
        { maxLength: 15 },
      )
      .map(entries => [
        {
          entries: entries
            .sort(([a], [b]) => a - b)
            .map(([offset, gate]) => entry(start + offset, gate)),
        },
      ]);
    fc.assert(
      fc.property(
        fc.array(history, { maxLength: 6 }),
        fc.integer({ min: 0, max: DAY - 1 }),
        fc.integer({ min: 1, max: 25 * DAY }),
        (histories, offset, length) => {
          const period = {
            from: start + offset,
            to: start + offset + length,
          };
          const counter = TrendCounter.create(period);
          for (const pages of histories) counter.add('x', pages);
          const [group = { points: [] }] = counter.trend('ready').groups;
          for (const { day, gates: counts } of group.points) {
            const end = Math.min(Date.parse(day) + DAY, period.to);
            for (const gate of gates) {
              const expected = histories.filter(
                pages => gateJustBefore(pages, end) === gate,
              ).length;
              expect([day, gate, counts[gate] ?? 0]).toEqual([
                day,
                gate,
                expected,
              ]);
            }
          }
        },
      ),
    );
  });
});
