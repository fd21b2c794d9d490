import { toIso } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { aProfile } from '../__testUtils__/aProfile';
import {
  EvaluationHarness,
  evaluationHarness,
} from '../__testUtils__/evaluationHarness';
import { describeEachEngine } from '../__testUtils__/testEngines';

jest.setTimeout(60_000);

const HOUR = 3_600_000;
const shop = 'component:default/shop';

describeEachEngine('Subjects', engine => {
  let world: EvaluationHarness;
  let db: Knex;

  beforeAll(async () => {
    db = await engine.init();
    world = await evaluationHarness(db);
    await world.entity(aProfile(shop));
  });

  /** Says how a control stands, an hour after the last time. */
  async function check(control: string, status: 'met' | 'not-met') {
    world.advance(HOUR);
    await world.push(
      world.says(
        shop,
        'control',
        { framework: 'soc2', control, status },
        { externalId: control, entityUid: `uid-${shop}` },
      ),
    );
  }

  async function drift(at?: number) {
    const loaded =
      at === undefined
        ? (await world.subjects.load(db, [shop], () => [])).subjects
        : (await world.subjects.loadAt(db, shop, at))?.subjects;
    const subject = loaded?.get(shop);
    if (!subject) throw new Error('no subject');
    const fact = world.findFact('control.drift');
    return fact?.compute(subject, { now: at ?? world.clock() }).details
      ?.controls;
  }

  it('show that a control fell back although its record was revised', async () => {
    await check('cc1', 'met');
    await check('cc2', 'not-met');
    await world.drain();
    expect(await drift()).toEqual([]);
    const before = world.clock();

    await check('cc1', 'not-met');
    expect(await drift()).toEqual(['soc2 cc1']);
    await check('cc1', 'not-met');
    expect(await drift()).toEqual(['soc2 cc1']);
    const fallen = world.clock();

    await check('cc1', 'met');
    expect(await drift()).toEqual([]);
    expect(await drift(before)).toEqual([]);
    expect(await drift(fallen)).toEqual(['soc2 cc1']);
  });

  it('load one earlier revision of a control, however often it was checked', async () => {
    for (let times = 0; times < 3; times += 1) await check('cc3', 'met');
    await check('cc3', 'not-met');
    const loaded = await world.subjects.load(db, [shop], () => []);
    const before = loaded.subjects.get(shop)?.superseded ?? [];
    const own = before.filter(({ externalId }) => externalId === 'cc3');
    expect(own).toMatchObject([
      { observedAt: toIso(world.clock() - HOUR), payload: { status: 'met' } },
    ]);
  });
});
