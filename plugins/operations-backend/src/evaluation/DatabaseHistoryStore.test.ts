import { Knex } from 'knex';
import { migrate } from '../database/migrate';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { DatabaseHistoryStore } from './DatabaseHistoryStore';
import { HistoryEntry, HistoryState } from './HistoryPage';

jest.setTimeout(60_000);

const key = { entityRef: 'component:default/a', scorecard: 'phase-8' };
const opening: HistoryState = {
  version: 1,
  gate: 'blocked',
  verdicts: ['fail'],
};

const entry = (at: number): HistoryEntry => ({
  at,
  cause: 'time',
  gate: 'blocked',
  deltas: [{ index: 0, to: 'pass', evidence: [] }],
});

const march = (day: number) => Date.UTC(2026, 2, day);
const april = (day: number) => Date.UTC(2026, 3, day);

describeEachEngine('DatabaseHistoryStore', engine => {
  const store = DatabaseHistoryStore.create();
  let db: Knex;

  beforeAll(async () => {
    db = await engine.init();
    await migrate(db);
  });

  beforeEach(() => db('ops_history').delete());

  const append = (at: number, before?: HistoryState) =>
    db.transaction(trx =>
      store.append(trx, [{ ...key, before, entry: entry(at) }]),
    );

  it('keeps one page per month, with what held when it was opened', async () => {
    await append(march(30));
    await append(march(31), { ...opening, verdicts: ['pass'] });
    await append(april(1), opening);
    expect(
      await store.pages(db, key, { from: march(1), to: april(2) }),
    ).toEqual([
      { entries: [entry(march(30)), entry(march(31))] },
      { opening, entries: [entry(april(1))] },
    ]);
  });

  it('adds the last page before the period, from which the state at its start follows', async () => {
    await append(march(2));
    await append(april(2), opening);
    await append(Date.UTC(2026, 8, 1), opening);
    const pages = await store.pages(db, key, {
      from: Date.UTC(2026, 6, 1),
      to: Date.UTC(2026, 7, 1),
    });
    expect(pages.flatMap(page => page.entries.map(({ at }) => at))).toEqual([
      april(2),
    ]);
  });

  it('takes changes of many entities at once', async () => {
    const refs = Array.from(
      { length: 2000 },
      (_, n) => `component:default/${n}`,
    );
    await db.transaction(trx =>
      store.append(
        trx,
        refs.map(entityRef => ({
          entityRef,
          scorecard: 'phase-8',
          entry: entry(march(1)),
        })),
      ),
    );
    expect(
      await store.pages(
        db,
        { entityRef: refs[1999], scorecard: 'phase-8' },
        { from: march(1), to: march(2) },
      ),
    ).toHaveLength(1);
  });

  it('keeps a change of one criterion a day under 120 bytes a day', async () => {
    const digest = 'ab'.repeat(32);
    for (let day = 1; day <= 31; day++) {
      const at = march(day);
      await db.transaction(trx =>
        store.append(trx, [
          {
            ...key,
            before: opening,
            entry: {
              ...entry(at),
              deltas: [{ index: 12, to: 'fail', evidence: [digest] }],
            },
          },
        ]),
      );
    }
    const [row] = await db('ops_history');
    const bytes = Buffer.byteLength(Object.values(row).join(''));
    expect(bytes / 31).toBeLessThan(80);
  });
});
