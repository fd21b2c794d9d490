import { Knex } from 'knex';
import { migrate } from '../database/migrate';
import { unpack } from '../database/packed';
import { aStoredResult } from '../__testUtils__/aStoredResult';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { DatabaseDueStore } from './DatabaseDueStore';
import { DatabaseResultStore } from './DatabaseResultStore';
import { StoredResult } from './ResultStore';

jest.setTimeout(60_000);

const a = 'component:default/a';
const b = 'component:default/b';

describeEachEngine('DatabaseResultStore', engine => {
  const store = DatabaseResultStore.create();
  const due = DatabaseDueStore.create();
  let db: Knex;

  beforeAll(async () => {
    db = await engine.init();
    await migrate(db);
  });

  beforeEach(async () => {
    await db('ops_result').delete();
    await db('ops_due').delete();
  });

  const replace = (refs: string[], ...results: StoredResult[]) =>
    db.transaction(async trx => {
      await due.lock(trx, refs, 5_000);
      await store.replace(trx, refs, results);
    });

  it('gives back the body byte for byte, and until when it holds', async () => {
    const body = '{"text":"ünï \\u0000 {},\\" \' \\\\"}';
    await replace(
      [a],
      aStoredResult({ entityRef: a, body, namesOthers: true }),
    );
    const stored = await store.body(db, a, 'phase-8');
    expect(await unpack(stored?.packed ?? new Uint8Array())).toBe(body);
    expect(stored).toMatchObject({
      policyDigest: 'digest',
      namesOthers: true,
      dueAt: 5_000,
    });
    expect(await store.body(db, b, 'phase-8')).toBeUndefined();
    expect(await store.body(db, a, 'phase-7')).toBeUndefined();
  });

  it('never calls a result current whose evaluation failed since', async () => {
    await replace([a], aStoredResult({ entityRef: a }));
    await db.transaction(trx => due.postpone(trx, a, 9_000));
    expect((await store.body(db, a, 'phase-8'))?.dueAt).toBe(0);
  });

  it('replaces results and deletes those of scorecards that are gone', async () => {
    await replace(
      [a, b],
      aStoredResult({ entityRef: a, scorecard: 'phase-7' }),
      aStoredResult({ entityRef: a, scorecard: 'phase-8' }),
      aStoredResult({ entityRef: b, scorecard: 'phase-7' }),
    );
    await replace(
      [a],
      aStoredResult({
        entityRef: a,
        gate: 'approved',
        approvedAt: 7,
        verdicts: 'ppw',
        slots: 'oa',
        changedAt: 900,
        version: 4,
      }),
    );
    const rows = await store.previous(db, [a, b, 'component:default/none']);
    expect(rows.sort((x, y) => (x.entityRef < y.entityRef ? -1 : 1))).toEqual([
      {
        entityRef: a,
        scorecard: 'phase-8',
        entityUid: `uid-${a}`,
        version: 4,
        evaluatedAt: 1_000,
        gate: 'approved',
        approvedAt: 7,
        verdicts: 'ppw',
        slots: 'oa',
        changedAt: 900,
      },
      expect.objectContaining({ entityRef: b, scorecard: 'phase-7' }),
    ]);
  });

  it('deletes everything when no scorecard is in force', async () => {
    await replace([a], aStoredResult({ entityRef: a }));
    await replace([a]);
    expect(await store.previous(db, [a])).toEqual([]);
  });

  it('removes results of entities that are gone', async () => {
    await replace(
      [a, b],
      aStoredResult({ entityRef: a }),
      aStoredResult({ entityRef: b }),
    );
    await db.transaction(trx => store.remove(trx, [a]));
    expect((await store.previous(db, [a, b])).map(r => r.entityRef)).toEqual([
      b,
    ]);
  });
});
