import { foldHistory, HistoryVersion } from './foldHistory';
import { HistoryPage } from './HistoryPage';

const key = { entityRef: 'component:default/checkout', scorecard: 'phase-8' };
const versions = new Map<number, HistoryVersion>([
  [1, { digest: 'one', criteria: ['a', 'b'] }],
  [2, { digest: 'two', criteria: ['b', 'c'] }],
]);
const day = (date: number, hour = 0) => Date.UTC(2026, 2, date, hour);

const pages: HistoryPage[] = [
  {
    entries: [
      {
        at: day(1, 8),
        cause: 'entity',
        gate: 'blocked',
        deltas: [],
        whole: { version: 1, verdicts: ['pass', 'unknown'] },
      },
      {
        at: day(3, 9),
        cause: 'evidence',
        gate: 'awaiting-signoff',
        deltas: [{ index: 1, to: 'pass', evidence: ['e1'] }],
      },
      {
        at: day(5, 9),
        cause: 'policy',
        gate: 'blocked',
        deltas: [],
        whole: { version: 2, verdicts: ['pass', 'unknown'] },
      },
    ],
  },
];

describe('foldHistory', () => {
  it('starts from what held at the beginning of the period', () => {
    const history = foldHistory(
      key,
      { from: day(2), to: day(6) },
      pages,
      versions,
    );
    expect(history.initial).toEqual({ a: 'pass', b: 'unknown' });
    expect(history.changes.map(change => change.at)).toEqual([
      '2026-03-03T09:00:00.000Z',
      '2026-03-05T09:00:00.000Z',
    ]);
  });

  it('says from where to where, why, and which records are behind it', () => {
    const { changes } = foldHistory(
      key,
      { from: day(2), to: day(4) },
      pages,
      versions,
    );
    expect(changes).toEqual([
      {
        at: '2026-03-03T09:00:00.000Z',
        cause: 'evidence',
        policyDigest: 'one',
        gate: { from: 'blocked', to: 'awaiting-signoff' },
        criteria: [
          { criterion: 'b', from: 'unknown', to: 'pass', evidence: ['e1'] },
        ],
      },
    ]);
  });

  it('compares criteria by name when the rules change', () => {
    const { changes } = foldHistory(
      key,
      { from: day(4), to: day(6) },
      pages,
      versions,
    );
    expect(changes).toEqual([
      expect.objectContaining({
        policyDigest: 'two',
        criteria: [{ criterion: 'c', to: 'unknown', evidence: [] }],
      }),
    ]);
  });

  it('counts what held at the end of each day with a change, and at the start', () => {
    const { daily } = foldHistory(
      key,
      { from: day(2), to: day(6) },
      pages,
      versions,
    );
    expect(daily).toEqual([
      { day: '2026-03-02', counts: { pass: 1, unknown: 1 } },
      { day: '2026-03-03', counts: { pass: 2 } },
      { day: '2026-03-05', counts: { pass: 1, unknown: 1 } },
    ]);
  });

  it('leaves out what lies at or after the end', () => {
    const { changes } = foldHistory(
      key,
      { from: day(1), to: day(3, 9) },
      pages,
      versions,
    );
    expect(changes).toHaveLength(1);
    expect(changes[0].gate).toEqual({ to: 'blocked' });
  });

  it('has nothing to say where nothing was stored', () => {
    expect(
      foldHistory(key, { from: day(1), to: day(2) }, [], versions),
    ).toEqual({
      ...key,
      from: '2026-03-01T00:00:00.000Z',
      to: '2026-03-02T00:00:00.000Z',
      initial: {},
      changes: [],
      daily: [],
    });
  });
});
