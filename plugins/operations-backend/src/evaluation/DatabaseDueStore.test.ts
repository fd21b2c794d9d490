import { Knex } from 'knex';
import { migrate } from '../database/migrate';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { DatabaseDueStore } from './DatabaseDueStore';

jest.setTimeout(60_000);

const a = 'component:default/a';
const b = 'component:default/b';
const c = 'component:default/c';

describeEachEngine('DatabaseDueStore', engine => {
  const store = DatabaseDueStore.create();
  let db: Knex;

  beforeAll(async () => {
    db = await engine.init();
    await migrate(db);
  });

  beforeEach(async () => {
    await db('ops_due').delete();
    await db('ops_nudge').delete();
  });

  const schedule = (...entries: [entityRef: string, dueAt: number][]) =>
    db.transaction(trx =>
      store.schedule(
        trx,
        entries.map(([entityRef, dueAt]) => ({
          entityRef,
          dueAt,
          inputDigest: 'd',
        })),
      ),
    );

  const claim = (now: number, limit = 10) =>
    db.transaction(trx => store.claim(trx, now, limit));

  it('adds unknown entities as due now and keeps what it knows of others', async () => {
    await schedule([a, 500]);
    const locked = await db.transaction(trx => store.lock(trx, [b, a, b], 100));
    expect([...locked.values()]).toEqual([
      { entityRef: a, dueAt: 500, cause: 'time', inputDigest: 'd' },
      { entityRef: b, dueAt: 100, cause: 'entity' },
    ]);
  });

  it('claims what is due, the longest waiting first', async () => {
    await schedule([a, 300], [b, 100], [c, 201]);
    expect((await claim(200)).map(due => due.entityRef)).toEqual([b]);
    expect((await claim(300)).map(due => due.entityRef)).toEqual([b, c, a]);
    expect((await claim(300, 2)).map(due => due.entityRef)).toEqual([b, c]);
  });

  it('makes nudged entities due, and remembers why', async () => {
    await schedule([a, 500], [b, 50]);
    await db.transaction(trx => store.nudge(trx, [a, b, c], 'dependency'));
    expect(await claim(100)).toEqual([
      { entityRef: b, cause: 'time', attempts: 0 },
    ]);
    await db.transaction(trx => store.takeNudges(trx, 100, 10));
    expect(await claim(100)).toEqual([
      { entityRef: b, cause: 'dependency', attempts: 0 },
      { entityRef: a, cause: 'dependency', attempts: 0 },
      { entityRef: c, cause: 'dependency', attempts: 0 },
    ]);
    expect(await db('ops_nudge')).toEqual([]);
  });

  it('forgets the cause and the failures after a good evaluation', async () => {
    await db.transaction(async trx => {
      await store.lock(trx, [a], 0);
      await store.postpone(trx, a, 50);
    });
    expect(await claim(100)).toEqual([
      { entityRef: a, cause: 'entity', attempts: 1 },
    ]);
    await schedule([a, 60]);
    expect(await claim(100)).toEqual([
      { entityRef: a, cause: 'time', attempts: 0 },
    ]);
  });

  it('makes everything due on new rules, without putting anything off', async () => {
    await schedule([a, 500], [b, 50]);
    await db.transaction(trx => store.nudgeAll(trx, 100, 'policy'));
    expect(await claim(100)).toEqual([
      { entityRef: b, cause: 'time', attempts: 0 },
      { entityRef: a, cause: 'policy', attempts: 0 },
    ]);
  });

  it('forgets removed entities', async () => {
    await schedule([a, 1], [b, 1]);
    await db.transaction(trx => store.remove(trx, [a]));
    expect((await claim(1)).map(due => due.entityRef)).toEqual([b]);
  });

  it('tells how much waits and since when', async () => {
    expect(await store.backlog(db, 100)).toEqual({ due: 0 });
    await schedule([a, 40], [b, 70], [c, 300]);
    expect(await store.backlog(db, 100)).toEqual({ due: 2, since: 40 });
  });

  if (engine.name === 'PostgreSQL') {
    it('never gives one entity to two replicas', async () => {
      await schedule([a, 1], [b, 1], [c, 1]);
      const first = await db.transaction();
      const second = await db.transaction();
      const claimed = [
        await store.claim(first, 1, 2),
        await store.claim(second, 1, 2),
      ].map(due => due.map(entity => entity.entityRef));
      await first.commit();
      await second.commit();
      expect(claimed.map(refs => refs.length)).toEqual([2, 1]);
      expect(claimed.flat().sort()).toEqual([a, b, c]);
    });

    it('leaves the nudges of what somebody holds, and takes them afterwards', async () => {
      await schedule([a, 500], [b, 500]);
      await db.transaction(trx => store.nudge(trx, [a, b, c], 'evidence'));
      const take = () => db.transaction(trx => store.takeNudges(trx, 100, 10));
      const holder = await db.transaction();
      await store.lock(holder, [a], 0);
      expect(await take()).toBe(2);
      const due = async () =>
        (await claim(100)).map(({ entityRef }) => entityRef).sort();
      expect(await due()).toEqual([b, c]);
      await store.schedule(holder, [
        { entityRef: a, dueAt: 900, inputDigest: 'd' },
      ]);
      await holder.commit();
      expect(await take()).toBe(1);
      expect(await due()).toEqual([a, b, c]);
      expect(await db('ops_nudge')).toEqual([]);
    });

    it('lets nudges through while the entity is locked', async () => {
      await schedule([a, 1]);
      const holder = await db.transaction();
      await store.lock(holder, [a], 0);
      await db.transaction(trx => store.nudge(trx, [a], 'dependency'));
      await holder.commit();
      expect(await db('ops_nudge')).toHaveLength(1);
    });
  }
});
