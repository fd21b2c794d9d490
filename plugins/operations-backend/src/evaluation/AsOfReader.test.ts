import { ScorecardResult } from '@backstage-operations/plugin-operations-common';
import * as fc from 'fast-check';
import { aProfile } from '../__testUtils__/aProfile';
import {
  EvaluationHarness,
  evaluationHarness,
} from '../__testUtils__/evaluationHarness';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { AsOfReader } from './AsOfReader';

jest.setTimeout(120_000);

const checkout = 'component:default/checkout';
const orders = 'component:default/orders';
const HOUR = 3_600_000;

const scorecard = (minimum: number, maxAge: string) => `
apiVersion: backstage-operations.io/v1
kind: Scorecard
metadata: { name: ready, title: Ready }
spec:
  owner: sre-lead
  criteria:
    - id: rotation
      title: Enough people
      rules: [{ fact: oncall.rotation, op: '>=', value: ${minimum}, maxAge: ${maxAge} }]
    - id: below
      title: What it depends on is covered
      appliesTo: { spec.lifecycle: production }
      rules: [{ fact: oncall.covered, op: '==', value: true, over: dependsOn }]
    - id: incidents
      title: No open incident
      rules: [{ fact: incident.open, op: '==', value: 0 }]
`;

type Step =
  | { do: 'wait'; hours: number }
  | { do: 'onCall'; of: string; size: number; agoHours: number }
  | { do: 'incident'; open: boolean }
  | { do: 'rules'; minimum: number; days: number }
  | { do: 'lifecycle'; production: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('wait' as const),
    hours: fc.integer({ min: 1, max: 40 }),
  }),
  fc.record({
    do: fc.constant('onCall' as const),
    of: fc.constantFrom(checkout, orders),
    size: fc.integer({ min: 1, max: 4 }),
    agoHours: fc.integer({ min: 0, max: 48 }),
  }),
  fc.record({ do: fc.constant('incident' as const), open: fc.boolean() }),
  fc.record({
    do: fc.constant('rules' as const),
    minimum: fc.integer({ min: 1, max: 4 }),
    days: fc.integer({ min: 1, max: 2 }),
  }),
  fc.record({
    do: fc.constant('lifecycle' as const),
    production: fc.boolean(),
  }),
);

async function take(app: EvaluationHarness, action: Step): Promise<void> {
  const now = app.clock();
  if (action.do === 'onCall') {
    const { of, size, agoHours } = action;
    const payload = { schedule: 'one', rotationSize: size, hasBackup: true };
    const observedAt = now - agoHours * HOUR;
    await app.push(
      app.says(of, 'on-call', payload, { externalId: 'one', observedAt }),
    );
  } else if (action.do === 'incident') {
    const started = new Date(now - HOUR).toISOString();
    const ended = action.open
      ? {}
      : { resolvedAt: new Date(now).toISOString() };
    await app.push(
      app.says(
        checkout,
        'incident',
        {
          title: 'slow',
          status: action.open ? 'open' : 'resolved',
          severity: 'sev-2',
          impact: 'degraded',
          segments: [{ startedAt: started }],
          ...ended,
        },
        { externalId: 'inc-1' },
      ),
    );
  } else if (action.do === 'rules') {
    await app.file('r.yaml', scorecard(action.minimum, `P${action.days}D`));
  } else if (action.do === 'lifecycle') {
    const lifecycle = action.production ? 'production' : 'experimental';
    await app.entity(
      aProfile(checkout, {
        lifecycle,
        relations: [{ type: 'dependsOn', targetRef: orders }],
      }),
    );
  }
}

describeEachEngine('AsOfReader', engine => {
  const start = async () => {
    const app = await evaluationHarness(await engine.init());
    const asOf = AsOfReader.create({
      ...app,
      decisions: { standing: async () => new Map() },
      scorecards: app.scorecardStore,
    });
    await app.entity(aProfile(checkout), aProfile(orders));
    await app.file('r.yaml', scorecard(2, 'P1D'));
    await app.drain();
    return { app, asOf };
  };

  it('gives what was stored at any past instant, under the rules of that instant', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 3, maxLength: 12 }),
        async steps => {
          const { app, asOf } = await start();
          const kept: { at: number; result: ScorecardResult }[] = [];
          for (const action of steps) {
            app.advance(action.do === 'wait' ? action.hours * HOUR : 1_000);
            await take(app, action);
            await app.drain();
            const result = await app.read(checkout, 'ready');
            kept.push({ at: app.clock(), result });
          }
          app.advance(HOUR);
          for (const { at, result } of kept) {
            const again = await asOf.result(checkout, 'ready', at);
            expect(again.criteria.map(({ verdict }) => verdict)).toEqual(
              result.criteria.map(({ verdict }) => verdict),
            );
            expect(again.gate).toEqual(result.gate);
            expect(again.policyDigest).toBe(result.policyDigest);
            expect(again.exit.subjectDigest).toBe(result.exit.subjectDigest);
            const whole = Date.parse(result.asOf) === at ? again : result;
            expect(whole).toEqual(result);
          }
          await app.db.destroy();
        },
      ),
      { numRuns: engine.name === 'SQLite' ? 25 : 3 },
    );
  });

  it('has no answer for a time at which nothing was known, or that has not come', async () => {
    const { app, asOf } = await start();
    const before = app.clock() - 1;
    await expect(asOf.result(checkout, 'ready', before)).rejects.toThrow(
      'was not in force',
    );
    await expect(asOf.inputs(checkout, before)).rejects.toThrow(
      'was not known',
    );
    const later = app.clock() + 1;
    await expect(asOf.result(checkout, 'ready', later)).rejects.toThrow(
      'must not be in the future',
    );
  });

  it('does not pass an entity off as the one that had its name before', async () => {
    const { app, asOf } = await start();
    const then = app.clock();
    app.advance(1_000);
    await app.entity(aProfile(checkout, { uid: 'made-anew' }));
    await app.read(checkout, 'ready');
    await expect(asOf.result(checkout, 'ready', then)).rejects.toThrow(
      'was deleted and made anew',
    );
    const { entityUid } = await asOf.result(checkout, 'ready', app.clock());
    expect(entityUid).toBe('made-anew');
  });
});
