import { defaultSettings } from '@backstage-operations/plugin-operations-common';
import { aProfile } from '../__testUtils__/aProfile';
import {
  EvaluationHarness,
  evaluationHarness,
} from '../__testUtils__/evaluationHarness';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { decodeVerdicts } from './codes';

jest.setTimeout(60_000);

const checkout = 'component:default/checkout';
const orders = 'resource:default/orders';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const scorecard = (rules: string) => `
apiVersion: backstage-operations.io/v1
kind: Scorecard
metadata: { name: ready, title: Ready }
spec:
  owner: sre-lead
  appliesTo: { kind: component }
  criteria:
    - { id: on-call, title: Somebody is on call, rules: [${rules}] }
`;
const covered = `{ fact: oncall.covered, op: '==', value: true }`;
const coveredLately = `{ fact: oncall.covered, op: '==', value: true, maxAge: P1D }`;
const coveredBelow = `{ fact: oncall.covered, op: '==', value: true, over: dependsOn }`;

const good = { schedule: 'primary', rotationSize: 4, hasBackup: true };
const bad = { schedule: 'primary', rotationSize: 1, hasBackup: false };

describeEachEngine('EvaluationService', engine => {
  let app: EvaluationHarness;

  beforeEach(async () => {
    app = await evaluationHarness(await engine.init());
    await app.entity(aProfile(checkout, { owner: 'group:default/shop' }));
    await app.file('ready.yaml', scorecard(covered));
    await app.drain();
  });

  const verdict = async (ref = checkout) =>
    (await app.read(ref, 'ready')).criteria[0].verdict;

  const stored = async () => {
    const { db, results } = app;
    const [row] = await results.previous(db, [checkout]);
    return row && { 'on-call': decodeVerdicts(row.verdicts)[0] };
  };

  it('says unknown, never pass, where nothing was said', async () => {
    expect(await stored()).toEqual({ 'on-call': 'unknown' });
  });

  it('stores the new verdict in the transaction of the evidence', async () => {
    await app.push(app.says(checkout, 'on-call', good));
    expect(await stored()).toEqual({ 'on-call': 'pass' });
    app.advance(HOUR);
    await app.push(app.says(checkout, 'on-call', bad));
    expect(await stored()).toEqual({ 'on-call': 'fail' });
  });

  it('stores neither evidence nor verdict when the transaction fails', async () => {
    const failing = app.db.transaction(async trx => {
      await app.evidence.append(trx, [app.says(checkout, 'on-call', good)]);
      await app.evaluation.onEvidence(trx, {
        entityRefs: [checkout],
        at: app.clock(),
        cause: 'evidence',
      });
      throw new Error('disk full');
    });
    await expect(failing).rejects.toThrow('disk full');
    expect(await stored()).toEqual({ 'on-call': 'unknown' });
    expect(await app.db('ops_evidence')).toEqual([]);
  });

  it('makes the whole answer when somebody reads it, of what is known then', async () => {
    const { db, results } = app;
    const body = async () =>
      (await results.body(db, checkout, 'ready'))?.packed?.length;
    await app.push(app.says(checkout, 'on-call', good));
    expect(await body()).toBeUndefined();
    expect(await verdict()).toBe('pass');
    const made = await body();
    expect(made).toBeGreaterThan(0);
    expect(await verdict()).toBe('pass');
    expect(await body()).toBe(made);
    await app.push(app.says(checkout, 'on-call', bad));
    expect(await body()).toBeUndefined();
    expect(await verdict()).toBe('fail');
  });

  it('never serves a result after its time is up', async () => {
    await app.file('ready.yaml', scorecard(coveredLately));
    await app.push(app.says(checkout, 'on-call', good));
    expect(await verdict()).toBe('pass');
    app.advance(DAY);
    expect(await verdict()).toBe('pass');
    app.advance(1);
    expect(await verdict()).toBe('stale');
  });

  it('lets the worker find what time alone changed', async () => {
    await app.file('ready.yaml', scorecard(coveredLately));
    await app.push(app.says(checkout, 'on-call', good));
    await app.drain();
    app.advance(DAY + 1);
    expect(await app.worker.runOnce()).toBe(1);
    expect(await stored()).toEqual({ 'on-call': 'stale' });
    expect(await app.worker.runOnce()).toBe(0);
  });

  it('evaluates everything again when rules change, and serves no result of old rules', async () => {
    await app.push(app.says(checkout, 'on-call', good));
    await app.file(
      'ready.yaml',
      scorecard(`{ fact: oncall.rotation, op: '>=', value: 6 }`),
    );
    expect(await verdict()).toBe('fail');
  });

  it('evaluates everything again under changed settings, once', async () => {
    const settings = { ...defaultSettings };
    await app.evaluation.applySettings({ settings, roles: {}, version: '1' });
    await app.drain();
    await app.evaluation.applySettings({ settings, roles: {}, version: '1' });
    expect(await app.worker.runOnce()).toBe(0);
    await app.evaluation.applySettings({ settings, roles: {}, version: '2' });
    expect(await app.worker.runOnce()).toBe(1);
  });

  it('keeps the last good rules while the file is broken', async () => {
    await app.push(app.says(checkout, 'on-call', good));
    await app.file('ready.yaml', 'kind: Scorecard');
    expect(await verdict()).toBe('pass');
    expect(app.scorecards.files()).toEqual([
      {
        location: 'ready.yaml',
        scorecards: ['ready'],
        error: expect.stringContaining('ready.yaml:1:1'),
      },
    ]);
    expect(app.logger.error).toHaveBeenCalledTimes(1);
  });

  it('forgets results of a scorecard whose file is gone', async () => {
    await app.file('ready.yaml', undefined);
    await expect(app.read(checkout, 'ready')).rejects.toThrow(
      'There is no scorecard ready',
    );
  });

  it('follows the catalog: fields, and entities that are gone', async () => {
    const owners = () => app.db('ops_result').pluck('owner');
    expect(await owners()).toEqual(['group:default/shop']);
    await app.entity(aProfile(checkout, { owner: 'group:default/pay' }));
    await app.drain();
    expect(await owners()).toEqual(['group:default/pay']);

    await app.db('ops_entity').update({ vanished_at: app.clock() });
    await app.db.transaction(trx =>
      app.evaluation.onEvidence(trx, {
        entityRefs: [checkout],
        at: app.clock(),
        cause: 'entity',
      }),
    );
    await app.drain();
    expect(await app.db('ops_result')).toEqual([]);
    expect(await app.db('ops_due')).toEqual([]);
  });

  it('evaluates entities whose rules read another one, through the queue', async () => {
    await app.entity(
      aProfile(orders),
      aProfile(checkout, {
        relations: [{ type: 'dependsOn', targetRef: orders }],
      }),
    );
    await app.file('ready.yaml', scorecard(coveredBelow));
    await app.drain();
    expect(await stored()).toEqual({ 'on-call': 'unknown' });
    await app.push(app.says(orders, 'on-call', bad));
    await app.drain();
    expect(await stored()).toEqual({ 'on-call': 'fail' });
    const period = { from: 0, to: app.clock() + 1 };
    const key = { entityRef: checkout, scorecard: 'ready' };
    const history = await app.history.pages(app.db, key, period);
    expect(history[0].entries.at(-1)?.cause).toBe('dependency');
  });

  it('remembers changes only', async () => {
    await app.push(app.says(checkout, 'on-call', good));
    app.advance(HOUR);
    await app.push(app.says(checkout, 'on-call', { ...good, rotationSize: 5 }));
    app.advance(HOUR);
    await app.push(app.says(checkout, 'on-call', bad));
    const [page] = await app.history.pages(
      app.db,
      { entityRef: checkout, scorecard: 'ready' },
      { from: 0, to: app.clock() + 1 },
    );
    expect(
      page.entries.map(({ cause, gate, whole, deltas }) => [
        cause,
        gate,
        (whole?.verdicts ?? deltas.map(delta => delta.to)).join(),
      ]),
    ).toEqual([
      ['entity', 'blocked', 'unknown'],
      ['evidence', 'approved', 'pass'],
      ['evidence', 'reopened', 'fail'],
    ]);
    expect(page.entries[2].deltas[0].evidence).toHaveLength(1);
  });

  it('evaluates a batch that touches many entities, all of it within the queue', async () => {
    const refs = Array.from(
      { length: 120 },
      (_, n) => `component:default/${n}`,
    );
    await app.entity(...refs.map(ref => aProfile(ref)));
    await app.drain();
    await app.push(...refs.map(ref => app.says(ref, 'on-call', good)));
    await app.drain();
    const passing = await app.db('ops_result').where({ n_pass: 1 });
    expect(passing).toHaveLength(120);
  });

  it('does not hold one entity against another when an evaluation fails', async () => {
    const broken = 'component:default/broken';
    await app.entity(aProfile(broken));
    await app.drain();
    await app.push(
      app.says(checkout, 'on-call', good),
      app.says(broken, 'on-call', good),
    );
    jest.spyOn(app.results, 'previous').mockResolvedValueOnce([
      {
        entityRef: broken,
        scorecard: 'ready',
        entityUid: `uid-${broken}`,
        version: 1,
        evaluatedAt: 0,
        gate: 'blocked',
        verdicts: '?',
        slots: '',
        changedAt: 0,
      },
    ]);
    app.advance(HOUR);
    await app.push(
      app.says(checkout, 'on-call', bad),
      app.says(broken, 'on-call', bad),
    );
    expect(await verdict()).toBe('fail');
    expect(app.logger.error).toHaveBeenCalledWith(
      expect.stringContaining(broken),
    );
    expect(await verdict(broken)).toBe('fail');
  });

  if (engine.name === 'PostgreSQL') {
    it('sees all evidence of transactions that overlap', async () => {
      const twin = await evaluationHarness(app.db);
      await twin.scorecards.refresh();
      await app.push(app.says(checkout, 'on-call', good));
      await app.file(
        'ready.yaml',
        scorecard(`{ fact: oncall.rotation, op: '>=', value: 3 }`),
      );
      await app.drain();
      for (let round = 0; round < 10; round++) {
        const [even, odd] = [app, twin];
        even.advance(HOUR);
        odd.advance(HOUR);
        const names = ['one', 'two', 'three', 'four'];
        await Promise.all(
          names.map((schedule, index) => {
            const replica = index % 2 === 0 ? even : odd;
            const rotationSize = index === 3 && round % 2 === 0 ? 1 : 4;
            return replica.push(
              replica.says(
                checkout,
                'on-call',
                { schedule, rotationSize, hasBackup: true },
                { externalId: schedule },
              ),
            );
          }),
        );
        const expected = round % 2 === 0 ? 'fail' : 'pass';
        expect(await stored()).toEqual({ 'on-call': expected });
      }
    });
  }
});
