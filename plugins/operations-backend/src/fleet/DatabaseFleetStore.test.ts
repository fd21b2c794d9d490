import { GateState } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { encodeVerdicts } from '../evaluation/codes';
import { DatabaseHistoryStore } from '../evaluation/DatabaseHistoryStore';
import { DatabaseResultStore } from '../evaluation/DatabaseResultStore';
import { migrate } from '../database/migrate';
import { DatabaseScorecardStore } from '../scorecards/DatabaseScorecardStore';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import { aScorecard } from '../__testUtils__/aScorecard';
import { aStoredResult } from '../__testUtils__/aStoredResult';
import { aProfile } from '../__testUtils__/aProfile';
import { writeEntities } from '../__testUtils__/writeEntities';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { DatabaseFleetStore } from './DatabaseFleetStore';
import { readFleetFilter } from './FleetFilter';
import { readFleetSort } from './FleetSort';
import { FleetPosition, FleetQuery } from './FleetStore';

jest.setTimeout(60_000);

const names = ['a', 'b', 'c', 'd', 'e', 'f'];
const owners = ['group:default/shop', undefined, 'group:default/pay'];
const gates: GateState[] = ['blocked', 'approved', 'awaiting-signoff'];

const active: ActiveScorecard = {
  id: 'ready',
  digest: 'digest',
  number: 1,
  loadedBy: 'test',
  loadedAt: 0,
  validFrom: 0,
  editor: 'product',
  scorecard: aScorecard('ready', ['on-call', 'runbook']),
};

describeEachEngine('DatabaseFleetStore', engine => {
  const results = DatabaseResultStore.create();
  const history = DatabaseHistoryStore.create();
  const scorecards = DatabaseScorecardStore.create();
  const store = DatabaseFleetStore.create({ scorecards, history });
  let db: Knex;

  beforeAll(async () => {
    db = await engine.init();
    await migrate(db);
    await db.transaction(trx =>
      results.replace(
        trx,
        names,
        names.map((name, index) =>
          aStoredResult({
            entityRef: `component:default/${name}`,
            scorecard: 'ready',
            entity: {
              title: index === 0 ? '50% off_\\ Shop' : `Title ${name}`,
              kind: 'component',
              owner: owners[index % 3],
            },
            applicable: name !== 'f',
            gate: name === 'f' ? 'not-applicable' : gates[index % 3],
            counts: {
              pass: index,
              waived: 0,
              'not-applicable': 0,
              stale: 0,
              unknown: 0,
              fail: index % 2,
            },
            verdicts: encodeVerdicts(['pass', index % 2 ? 'fail' : 'pass']),
            oldestProofAt: index === 1 ? undefined : 1_000 - index,
          }),
        ),
      ),
    );
  });

  const query = (pairs: string[] = [], hidden: string[] = []): FleetQuery => ({
    scorecard: active,
    filter: readFleetFilter(pairs),
    view: {
      filter: async (select, column) => {
        select.whereNotIn(
          column,
          hidden.map(name => `component:default/${name}`),
        );
      },
    },
  });

  const letters = (rows: { entityRef: string }[]) =>
    rows.map(({ entityRef }) => entityRef.slice(-1)).join('');

  const list = async (
    pairs: string[] = [],
    sort?: string,
    hidden?: string[],
  ) => {
    const page = { sort: readFleetSort(sort), limit: 100 };
    return letters((await store.rows(db, query(pairs, hidden), page)).items);
  };

  it('hides what has vanished from somebody who sees everything', async () => {
    await writeEntities(db, [
      aProfile('component:default/a'),
      aProfile('component:default/b'),
    ]);
    await db('ops_entity')
      .where('entity_ref', 'component:default/b')
      .update({ vanished_at: 1 });
    const everything = {
      ...query(),
      view: { seesEverything: true, filter: () => Promise.reject() },
    };
    const page = { sort: readFleetSort(undefined), limit: 100 };
    const { items } = await store.rows(db, everything, page);
    expect(letters(items)).toBe('acde');
    expect(await store.count(db, everything)).toBe(4);
  });

  it('counts entities by verdict and criterion', async () => {
    const counts = (pass: number, fail: number) => ({
      pass,
      waived: 0,
      'not-applicable': 0,
      stale: 0,
      unknown: 0,
      fail,
    });
    expect(await store.criteria(db, query())).toEqual({
      'on-call': counts(5, 0),
      runbook: counts(3, 2),
    });
    expect((await store.criteria(db, query([], ['b']))).runbook).toEqual(
      counts(3, 1),
    );
  });

  it.each([
    [[], 'abcde'],
    [['gate=not-applicable'], 'f'],
    [['gate=blocked', 'gate=approved'], 'abde'],
    [['owner=group:default/shop'], 'ad'],
    [['owner='], 'be'],
    [['owner=group:default/shop', 'owner='], 'abde'],
    [['verdict=fail'], 'bd'],
    [['verdict=stale'], ''],
    [['criterion=runbook', 'verdict=fail'], 'bd'],
    [['criterion=on-call', 'verdict=fail'], ''],
    [['criterion=on-call'], 'abcde'],
    [['criterion=no-such'], ''],
    [['q=title'], 'bcde'],
    [['q=50% OFF'], 'a'],
    [['q=_\\'], 'a'],
    [['q=%'], 'a'],
    [["q=' or 1=1 --"], ''],
    [['kind=component', 'type='], 'abcde'],
    [['tier=tier-1'], ''],
  ])('narrows by %j to %s', async (pairs, expected) => {
    expect(await list(pairs)).toBe(expected);
    expect(await store.count(db, query(pairs))).toBe(expected.length);
  });

  it.each([
    ['entityRef', 'abcde'],
    ['-entityRef', 'edcba'],
    ['owner', 'becad'],
    ['gate', 'adcbe'],
    ['-fail', 'dbeca'],
    ['oldestProof', 'bedca'],
  ])('sorts by %s', async (sort, expected) => {
    expect(await list([], sort)).toBe(expected);
  });

  it.each([
    'entityRef',
    '-entityRef',
    'owner',
    '-owner',
    'gate',
    'fail',
    '-fail',
    'oldestProof',
  ])('pages by %s without gap or repeat', async text => {
    const sort = readFleetSort(text);
    const whole = await list([], text);
    for (const limit of [1, 2, 3, 5]) {
      let found = '';
      let after: FleetPosition | undefined;
      do {
        const page = await store.rows(db, query(), { sort, limit, after });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        found += letters(page.items);
        after = page.next;
      } while (after);
      expect(found).toBe(whole);
    }
  });

  it('never counts what the caller may not see', async () => {
    expect(await list([], undefined, ['a', 'c'])).toBe('bde');
    expect(await store.count(db, query([], ['a', 'c']))).toBe(3);
    const groups = await store.groups(db, query([], ['a', 'd']), 'owner');
    expect(groups.map(group => group.key)).toEqual([null, 'group:default/pay']);
  });

  it('counts gates and verdicts by group, entities without one apart', async () => {
    const groups = await store.groups(db, query(), 'owner');
    expect(
      groups.map(({ key, entities, gates: g, verdicts: v }) => [
        key,
        entities,
        g.blocked,
        g.approved,
        v.pass,
        v.fail,
      ]),
    ).toEqual([
      [null, 2, 0, 2, 5, 1],
      ['group:default/pay', 1, 0, 0, 2, 0],
      ['group:default/shop', 2, 2, 0, 3, 1],
    ]);
  });

  it('gives each row its verdicts by criterion', async () => {
    const { items } = await store.rows(db, query(), {
      sort: readFleetSort(),
      limit: 2,
    });
    expect(items[1]).toEqual({
      entityRef: 'component:default/b',
      title: 'Title b',
      kind: 'component',
      scorecard: 'ready',
      gate: 'approved',
      counts: expect.objectContaining({ pass: 1, fail: 1 }),
      criteria: { 'on-call': 'pass', runbook: 'fail' },
      evaluatedAt: '1970-01-01T00:00:01.000Z',
    });
  });

  it('reads histories with their groups', async () => {
    await db.transaction(trx =>
      history.append(trx, [
        {
          entityRef: 'component:default/a',
          scorecard: 'ready',
          entry: { at: 5, cause: 'time', gate: 'blocked', deltas: [] },
        },
      ]),
    );
    const found = [];
    const period = { from: 0, to: 10 };
    for await (const chunk of store.histories(db, query(), period, 'owner')) {
      found.push(...chunk);
    }
    expect(found.map(({ key, pages }) => [key, pages.length])).toEqual([
      ['group:default/shop', 1],
      [null, 0],
      ['group:default/pay', 0],
      ['group:default/shop', 0],
      [null, 0],
    ]);
  });
});
