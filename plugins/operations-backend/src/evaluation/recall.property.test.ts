import {
  calendarEntries,
  Evidence,
  FactReader,
  ScorecardResult,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import fc from 'fast-check';
import knex, { Knex } from 'knex';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aProfile } from '../__testUtils__/aProfile';
import {
  EvaluationHarness,
  evaluationHarness,
} from '../__testUtils__/evaluationHarness';
import { CalendarKeeper } from '../calendar/CalendarKeeper';
import { DatabaseCalendarStore } from '../calendar/DatabaseCalendarStore';
import { randomEvidence } from '../scorecards/__testUtils__/randomEvidence';
import { now } from '../scorecards/__testUtils__/randomRecord';
import { judgeEntity } from './judgeEntity';

const checkout = 'component:default/checkout';
const orders = 'resource:default/orders';
const cards = ['phase-07-maintenance', 'phase-08-operations'];
const hour = 3_600_000;

const below = `
apiVersion: backstage-operations.io/v1
kind: Scorecard
metadata: { name: below, title: Below }
spec:
  owner: sre-lead
  criteria:
    - id: stores
      title: What it stands on
      rules:
        - { fact: backup.age, op: '<=', value: P2D, over: dependsOn }
        - { fact: incident.mttr, op: '<=', value: PT4H, over: dependsOn }
        - { fact: signals.reported, op: '>=', value: 3, over: dependsOn }
`;

/** When something happens: how long after the last time, and which of the records arrive. */
const steps = fc.array(
  fc.record({
    later: fc.constantFrom(0, 1, hour, 26 * hour, 9 * 24 * hour),
    share: fc.constantFrom(0, 0.03, 0.1, 0.5),
    to: fc.constantFrom(checkout, orders),
    again: fc.boolean(),
  }),
  { minLength: 3, maxLength: 7 },
);

let db: Knex;
let app: EvaluationHarness;
let narrow = 0;

async function start() {
  db = knex({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  app = await evaluationHarness(db, { start: now, least: 1 });
  const store = DatabaseCalendarStore.create();
  app.evaluator.addObserver(CalendarKeeper.create(store, app.logger));
  const load = app.evidence.currentFor.bind(app.evidence);
  app.evidence.currentFor = (on, refs, options = {}) => {
    if (options.kinds && refs.length > 0) narrow += 1;
    return load(on, refs, options);
  };
  for (const card of cards) {
    const file = join(__dirname, '../../scorecards', `${card}.yaml`);
    await app.file(card, readFileSync(file, 'utf8'));
  }
  await app.file('below', below);
  await app.entity(
    aProfile(checkout, {
      lifecycle: 'production',
      relations: [{ type: 'dependsOn', targetRef: orders }],
    }),
    aProfile(orders, { kind: 'resource' }),
  );
  await app.drain();
}

function send(record: Evidence, entityRef: string) {
  return app.says(entityRef, record.kind, record.payload, {
    entityUid: `uid-${entityRef}`,
    externalId: record.externalId,
    observedAt: Math.min(toMillis(record.observedAt), app.clock()),
    source: record.source,
  });
}

/** The same from the beginning, with all evidence and no memory. */
async function scratch(entityRef: string, asOf: string) {
  const at = toMillis(asOf);
  const active = app.scorecards.active();
  const loaded = await app.subjects.load(db, [entityRef], () => ['dependsOn']);
  const basis = loaded.bases.get(entityRef);
  const subject = loaded.subjects.get(entityRef);
  if (!basis || !subject) throw new Error('not there');
  const facts = FactReader.create({ now: at, findFact: app.findFact });
  const { subjects } = loaded;
  const results = judgeEntity(
    { basis: { ...basis, holds: {} }, subjects, previous: [], now: at, facts },
    active,
  );
  return { subject, results };
}

/** What an answer rests on and comes to; the words and figures beside a value are as of when it was computed. */
const answerOf = ({ criteria, exit, counts, applicable }: ScorecardResult) => ({
  criteria: criteria.map(one => ({
    id: one.id,
    verdict: one.verdict,
    digest: one.subjectDigest,
    evidence: one.evidence,
    rules: one.rules.map(({ verdict, fact, over, sentence }) => ({
      sentence,
      verdict,
      value: fact.value,
      provenAt: fact.provenAt,
      vacuous: fact.vacuous,
      evidence: fact.evidence,
      over: over?.map(other => [other.entityRef, other.verdict, other.value]),
    })),
  })),
  counts,
  applicable,
  exit: exit.subjectDigest,
});

afterEach(() => db.destroy());

it('recalled facts give the same answers as all evidence does, whatever happened', async () => {
  await fc.assert(
    fc.asyncProperty(randomEvidence, steps, async (evidence, course) => {
      await db?.destroy();
      await start();
      let sent = 0;
      for (const { later, share, to, again } of course) {
        app.advance(later);
        const from = again ? 0 : sent;
        const until = from + Math.ceil(evidence.length * share);
        const records = evidence.slice(from, until);
        sent = Math.max(sent, until);
        if (records.length > 0) {
          await app.push(...records.map(record => send(record, to)));
        }
        await app.drain();
        for (const entityRef of [checkout, orders]) {
          for (const { id } of app.scorecards.active()) {
            const result = await app.read(entityRef, id);
            const { results, subject } = await scratch(entityRef, result.asOf);
            const expected = results.find(({ scorecard }) => scorecard === id);
            if (!expected) throw new Error('no result');
            expect(answerOf(result)).toEqual(answerOf(expected));
            const touched = share > 0 && to === entityRef;
            const dates = calendarEntries(subject, [], app.clock());
            const rows = await db('ops_calendar').where({
              entity_ref: entityRef,
            });
            // Of an entity that was not touched, dates may be a day old.
            expect(touched ? rows.length : 0).toBe(touched ? dates.length : 0);
          }
        }
      }
    }),
    { numRuns: 25 },
  );
  // It did recall.
  expect(narrow).toBeGreaterThan(100);
}, 300_000);
