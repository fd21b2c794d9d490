import { Knex } from 'knex';
import { migrate } from '../database/migrate';
import { aProfile } from '../__testUtils__/aProfile';
import { aRecord } from '../__testUtils__/aRecord';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { writeEntities } from '../__testUtils__/writeEntities';
import { DatabaseEntityCopyStore } from '../entities/DatabaseEntityCopyStore';
import { DatabaseEvidenceStore } from './DatabaseEvidenceStore';
import { CurrentOptions, NewEvidence } from './EvidenceStore';

jest.setTimeout(60_000);

const checkout = 'component:default/checkout';
const orders = 'component:default/orders';

describeEachEngine('DatabaseEvidenceStore', engine => {
  const store = DatabaseEvidenceStore.create();
  let db: Knex;

  beforeAll(async () => {
    db = await engine.init();
    await migrate(db);
  });

  beforeEach(async () => {
    for (const table of [
      'ops_evidence',
      'ops_evidence_current',
      'ops_entity',
      'ops_relation',
      'ops_entity_life',
    ]) {
      await db(table).delete();
    }
    await writeEntities(db, [aProfile(checkout), aProfile(orders)]);
  });

  const append = (...records: NewEvidence[]) =>
    db.transaction(trx => store.append(trx, records));

  const current = async (entityRef: string, options?: CurrentOptions) =>
    ((await store.currentFor(db, [entityRef], options)).get(entityRef) ?? [])
      .map(record => record.id)
      .sort();

  it('gives back what was said', async () => {
    const record = aRecord({
      externalId: 'build-1',
      payload: '{"commit":"ünïcode \' \\" {},\\\\","coverage":0.9}',
      links: [{ title: 'build', url: 'https://ci.example/1' }],
    });
    await append(record);
    expect(await store.byId(db, record.id)).toEqual({
      id: record.id,
      entityRef: checkout,
      kind: 'quality',
      source: 'ci',
      externalId: 'build-1',
      observedAt: '1970-01-01T00:00:01.000Z',
      receivedAt: '1970-01-01T00:00:02.000Z',
      payload: { coverage: 0.9, commit: 'ünïcode \' " {},\\' },
      digest: record.digest,
      submittedBy: 'service:ci',
      links: [{ title: 'build', url: 'https://ci.example/1' }],
    });
  });

  it('writes equal digests once, in one batch or in two', async () => {
    const first = aRecord();
    const again = aRecord();
    expect(again.digest).toBe(first.digest);
    const once = await append(first, again);
    expect(once.outcomes).toEqual([
      { id: first.id, duplicate: false },
      { id: first.id, duplicate: true },
    ]);
    const twice = await append(aRecord(), aRecord({ source: 'other' }));
    expect(twice.outcomes.map(outcome => outcome.duplicate)).toEqual([
      true,
      false,
    ]);
    expect(twice.outcomes[0].id).toBe(first.id);
    expect(
      (await store.list(db, { entityRef: checkout, limit: 9 })).totalItems,
    ).toBe(2);
  });

  it.each([
    ['oldest first', [0, 1, 2]],
    ['newest first', [2, 1, 0]],
    ['mixed', [1, 2, 0]],
  ])('lets the newest observation be current: %s', async (_, order) => {
    const revisions = [10, 20, 30].map(observedAt =>
      aRecord({
        externalId: 'x',
        observedAt,
        payload: `{"p95Ms":${observedAt}}`,
      }),
    );
    for (const index of order) await append(revisions[index]);
    expect(await current(checkout)).toEqual([revisions[2].id]);
  });

  it('lets the later receipt win between observations of one instant', async () => {
    const late = aRecord({
      externalId: 'x',
      receivedAt: 9,
      payload: '{"p95Ms":1}',
    });
    const early = aRecord({
      externalId: 'x',
      receivedAt: 8,
      payload: '{"p95Ms":2}',
    });
    await append(late);
    await append(early);
    expect(await current(checkout)).toEqual([late.id]);
  });

  it('takes records without an external id as things of their own', async () => {
    const one = aRecord({ observedAt: 1 });
    const two = aRecord({ observedAt: 2 });
    await append(one, two);
    expect(await current(checkout)).toEqual([one.id, two.id]);
  });

  it('keeps A when B was said in between and A is said again', async () => {
    const a = aRecord({ externalId: 'x', observedAt: 1 });
    const b = aRecord({ externalId: 'x', observedAt: 2, payload: '{}' });
    await append(a);
    await append(b);
    const { outcomes } = await append(
      aRecord({ externalId: 'x', observedAt: 1 }),
    );
    expect(outcomes).toEqual([{ id: a.id, duplicate: true }]);
    expect(await current(checkout)).toEqual([b.id]);
  });

  it('answers for a past receipt', async () => {
    const before = aRecord({ externalId: 'x', observedAt: 5, receivedAt: 10 });
    const after = aRecord({
      externalId: 'x',
      observedAt: 6,
      receivedAt: 20,
      payload: '{}',
    });
    await append(before, after);
    expect(await current(checkout, { receivedBy: 9 })).toEqual([]);
    expect(await current(checkout, { receivedBy: 10 })).toEqual([before.id]);
    expect(await current(checkout, { receivedBy: 20 })).toEqual([after.id]);
  });

  it('narrows by kind and by age per kind', async () => {
    const old = aRecord({ observedAt: 1 });
    const fresh = aRecord({ observedAt: 100 });
    const slo = aRecord({ kind: 'slo', observedAt: 1 });
    await append(old, fresh, slo);
    expect(await current(checkout, { kinds: ['slo'] })).toEqual([slo.id]);
    const observedSince = { quality: 50 };
    expect(await current(checkout, { observedSince })).toEqual([
      fresh.id,
      slo.id,
    ]);
    expect(
      await current(checkout, { observedSince, receivedBy: 9_999 }),
    ).toEqual([fresh.id, slo.id]);
  });

  it('answers for many entities and leaves out those without evidence', async () => {
    await append(aRecord(), aRecord({ entityRef: orders }));
    const found = await store.currentFor(db, [checkout, orders, 'api:x/y']);
    expect([...found.keys()].sort()).toEqual([checkout, orders]);
  });

  it('pages by observation without loss or repeats', async () => {
    const records = Array.from({ length: 7 }, (_, index) =>
      aRecord({
        observedAt: Math.floor(index / 3),
        payload: `{"p95Ms":${index}}`,
      }),
    );
    await append(...records);
    const seen: string[] = [];
    let after;
    do {
      const page = await store.list(db, {
        entityRef: checkout,
        limit: 2,
        after,
      });
      expect(page.totalItems).toBe(7);
      seen.push(...page.items.map(item => item.id));
      after = page.next;
    } while (after);
    expect(seen).toEqual([...seen].sort().reverse());
    expect(new Set(seen).size).toBe(7);
  });

  it('filters a list by kind, source and half-open time', async () => {
    const wanted = aRecord({ observedAt: 10 });
    await append(
      wanted,
      aRecord({ observedAt: 20 }),
      aRecord({ observedAt: 10, source: 'other' }),
      aRecord({ observedAt: 10, kind: 'slo' }),
    );
    const page = await store.list(db, {
      entityRef: checkout,
      kinds: ['quality'],
      sources: ['ci'],
      since: 10,
      until: 20,
      limit: 9,
    });
    expect(page.items.map(item => item.id)).toEqual([wanted.id]);
  });

  it('hides evidence of vanished entities and starts clean under another uid', async () => {
    const record = aRecord();
    await append(record);
    const copy = DatabaseEntityCopyStore.create();
    await db.transaction(trx => copy.hide(trx, [checkout], 5));
    expect(await store.byId(db, record.id)).toBeUndefined();
    expect(await current(checkout)).toEqual([]);

    await writeEntities(db, [aProfile(checkout)]);
    expect(await current(checkout)).toEqual([record.id]);

    await writeEntities(db, [aProfile(checkout, { uid: 'another' })]);
    expect(await current(checkout)).toEqual([]);
    expect(await current(checkout, { receivedBy: 99_999 })).toEqual([]);
    expect(await store.byId(db, record.id)).toBeUndefined();
    const again = await append(aRecord({ entityUid: 'another' }));
    expect(again.outcomes[0].duplicate).toBe(false);
  });

  it('refuses to change a record', async () => {
    const record = aRecord();
    await append(record);
    await expect(
      db('ops_evidence').where('id', record.id).update({ payload: '{}' }),
    ).rejects.toThrow('append-only');
  });

  it('writes more rows than one statement can bind', async () => {
    const records = Array.from({ length: 6_000 }, (_, index) =>
      aRecord({ observedAt: index }),
    );
    const { outcomes } = await append(...records);
    expect(outcomes.filter(outcome => outcome.duplicate)).toEqual([]);
    expect(await current(checkout)).toHaveLength(6_000);
  });

  if (engine.name === 'PostgreSQL') {
    it('takes the same records from two writers at once', async () => {
      const observations = Array.from({ length: 200 }, (_, index) => index);
      const batch = () =>
        observations.map(observedAt => aRecord({ observedAt }));
      const results = await Promise.all([
        append(...batch()),
        append(...batch().reverse()),
        append(...batch()),
      ]);
      const fresh = results
        .flatMap(result => result.outcomes)
        .filter(outcome => !outcome.duplicate);
      expect(fresh).toHaveLength(200);
      expect(await current(checkout)).toHaveLength(200);
    });
  }
});
