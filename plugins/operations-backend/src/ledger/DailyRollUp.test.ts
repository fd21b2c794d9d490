import { Knex } from 'knex';
import { aProfile } from '../__testUtils__/aProfile';
import { aRecord } from '../__testUtils__/aRecord';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { writeEntities } from '../__testUtils__/writeEntities';
import { migrate } from '../database/migrate';
import { DailyRollUp } from './DailyRollUp';
import { DatabaseEvidenceStore } from './DatabaseEvidenceStore';

jest.setTimeout(60_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const checkout = 'component:default/checkout';
const now = 20_000 * DAY + 5 * HOUR;
const today = 20_000 * DAY;

describeEachEngine('DailyRollUp', engine => {
  const store = DatabaseEvidenceStore.create();
  let db: Knex;

  beforeEach(async () => {
    db = await engine.init();
    await migrate(db);
    await writeEntities(db, [aProfile(checkout)]);
  });

  const at = (daysAgo: number, hour: number) =>
    today - daysAgo * DAY + hour * HOUR;

  const slo = (
    observedAt: number,
    state: string,
    more: object = {},
    fields: object = {},
  ) =>
    aRecord({
      kind: 'slo',
      source: 'prometheus',
      externalId: 'uptime',
      observedAt,
      receivedAt: observedAt,
      payload: JSON.stringify({
        name: 'uptime',
        state,
        target: 0.99,
        window: 'P30D',
        method: 'occurrences',
        sli: observedAt / today,
        ...more,
      }),
      ...fields,
    });

  async function left(records: ReturnType<typeof slo>[]) {
    await db.transaction(trx => store.append(trx, records));
    const deleted = await DailyRollUp.create({ db, now: () => now }).run();
    const rows: { id: string }[] = await db('ops_evidence').select('id');
    const kept = new Set(rows.map(({ id }) => id));
    expect(records.length - kept.size).toBe(deleted);
    expect(await DailyRollUp.create({ db, now: () => now }).run()).toBe(0);
    return records.map(({ id }) => kept.has(id));
  }

  it('keeps the first, the last and every change of a day', async () => {
    expect(
      await left([
        slo(at(5, 1), 'ok'),
        slo(at(5, 2), 'ok'),
        slo(at(5, 3), 'ok'),
        slo(at(5, 4), 'breached'),
        slo(at(5, 5), 'breached'),
        slo(at(5, 6), 'ok'),
        slo(at(5, 7), 'ok', { target: 0.999 }),
        slo(at(5, 8), 'ok', { target: 0.999 }),
        slo(at(5, 9), 'ok', { target: 0.999 }),
        slo(at(4, 1), 'ok'),
      ]),
    ).toEqual([true, false, false, true, false, true, true, false, true, true]);
  });

  it('leaves what is near, what is long ago, other things and other kinds', async () => {
    const same = (daysAgo: number, fields: object = {}) =>
      [1, 2, 3].map(hour => slo(at(daysAgo, hour), 'ok', {}, fields));
    const records = [
      ...same(0),
      ...same(1),
      ...same(2),
      ...same(12),
      ...same(5, { externalId: undefined }),
      ...same(5, { kind: 'quality' }),
    ];
    expect((await left(records)).every(Boolean)).toBe(true);
  });

  it('tells things apart by entity, source and name', async () => {
    const records = ['a', 'b'].flatMap(externalId => [
      slo(at(4, 1), 'ok', {}, { externalId }),
      slo(at(4, 2), 'ok', {}, { externalId, source: 'sloth' }),
      slo(at(4, 3), 'ok', {}, { externalId }),
    ]);
    expect((await left(records)).every(Boolean)).toBe(true);
  });

  it('never takes the newest, however many came before it', async () => {
    const signals = [1, 2, 3, 4].map(hour =>
      slo(
        at(6, hour),
        'ok',
        {},
        { kind: 'golden-signals', externalId: 'main' },
      ),
    );
    expect(await left(signals)).toEqual([true, false, false, true]);
    const current = (await store.currentFor(db, [checkout])).get(checkout);
    expect(current?.map(({ id }) => id)).toEqual([signals[3].id]);
  });

  it('rolls up thousands, and nothing more when asked to stop', async () => {
    const many = Array.from({ length: 2_500 }, (_, index) =>
      slo(at(3, 0) + index * 30_000, 'ok'),
    );
    await db.transaction(trx => store.append(trx, many));
    const task = DailyRollUp.create({ db, now: () => now });
    expect(await task.run(AbortSignal.abort())).toBe(0);
    expect(await task.run()).toBe(2_498);
  });
});
