import { Knex } from 'knex';
import { migrate } from '../database/migrate';
import { aScorecard } from '../__testUtils__/aScorecard';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { DatabaseScorecardStore } from './DatabaseScorecardStore';

jest.setTimeout(60_000);

const version = (id: string, digest: string, loadedBy = `${id}.yaml`) => ({
  id,
  digest,
  scorecard: aScorecard(id, [digest]),
  loadedBy,
});

describeEachEngine('DatabaseScorecardStore', engine => {
  const store = DatabaseScorecardStore.create();
  let db: Knex;

  beforeAll(async () => {
    db = await engine.init();
    await migrate(db);
  });

  beforeEach(async () => {
    await db('ops_scorecard_activation').delete();
    await db('ops_scorecard_version').delete();
  });

  const activate = (at: number, ...of: Parameters<typeof version>) =>
    db.transaction(trx => store.activate(trx, version(...of), at));

  const activeAt = async (at: number) =>
    (await store.activeAt(db, at)).map(({ id, digest }) => `${id}@${digest}`);

  it('knows what was in force at any instant', async () => {
    await activate(100, 'a', 'a1');
    await activate(150, 'b', 'b1');
    await activate(200, 'a', 'a2');
    await db.transaction(trx => store.withdraw(trx, 'b', 'b.yaml', 300));
    expect(await activeAt(99)).toEqual([]);
    expect(await activeAt(100)).toEqual(['a@a1']);
    expect(await activeAt(199)).toEqual(['a@a1', 'b@b1']);
    expect(await activeAt(200)).toEqual(['a@a2', 'b@b1']);
    expect(await activeAt(300)).toEqual(['a@a2']);
  });

  it('writes nothing when the version is in force already', async () => {
    expect(await activate(100, 'a', 'a1')).toBe(true);
    const revision = await store.revision(db);
    expect(await activate(200, 'a', 'a1', 'elsewhere.yaml')).toBe(false);
    expect(await store.revision(db)).toBe(revision);
    const again = await db.transaction(trx =>
      store.withdraw(trx, 'never', 'x', 1),
    );
    expect(again).toBe(false);
  });

  it('keeps one version when rules return to what they were', async () => {
    await activate(100, 'a', 'a1');
    await activate(200, 'a', 'a2');
    await activate(300, 'a', 'a1', 'other.yaml');
    expect(await activeAt(250)).toEqual(['a@a2']);
    expect(await activeAt(300)).toEqual(['a@a1']);
    expect(await db('ops_scorecard_version')).toHaveLength(2);
    const [active] = await store.activeAt(db, 300);
    expect(active).toMatchObject({ loadedBy: 'other.yaml', validFrom: 300 });
  });

  it('never lets a clock that steps back reorder versions', async () => {
    await activate(500, 'a', 'a1');
    await activate(400, 'a', 'a2');
    expect(await activeAt(450)).toEqual([]);
    expect(await activeAt(500)).toEqual(['a@a2']);
  });

  it('gives back any version by digest and by number', async () => {
    await activate(100, 'a', 'a1');
    await activate(200, 'a', 'a2');
    const found = await store.version(db, 'a', 'a1');
    expect(found?.scorecard).toEqual(aScorecard('a', ['a1']));
    expect(await store.version(db, 'b', 'a1')).toBeUndefined();
    const numbered = await store.numbered(db, [found?.number ?? 0, 999_999]);
    expect([...numbered.values()]).toEqual([found]);
  });

  if (engine.name === 'PostgreSQL') {
    it('puts a version in force once when replicas start together', async () => {
      const changed = await Promise.all(
        Array.from({ length: 6 }, (_, n) => activate(100 + n, 'a', 'a1')),
      );
      expect(changed.filter(Boolean)).toHaveLength(1);
      expect(await db('ops_scorecard_activation')).toHaveLength(1);
    });
  }
});
