import knexFactory from 'knex';
import { aProfile } from '../__testUtils__/aProfile';
import {
  as,
  DecisionHarness,
  decisionHarness,
} from '../__testUtils__/decisionHarness';
import { DatabaseCalendarStore } from '../calendar/DatabaseCalendarStore';
import { CalendarKeeper } from '../calendar/CalendarKeeper';
import { migrate } from '../database/migrate';
import { DatabaseReminderStore } from './DatabaseReminderStore';
import { Notice } from './Outbox';
import { Reminders } from './Reminders';

jest.setTimeout(60_000);

const checkout = 'component:default/checkout';
const shop = 'group:default/shop';
const DAY = 24 * 60 * 60 * 1000;

const ready = `
apiVersion: backstage-operations.io/v1
kind: Scorecard
metadata: { name: ready, title: Ready }
spec:
  owner: sre-lead
  appliesTo: { kind: component }
  criteria:
    - id: on-call
      title: Somebody is on call
      rules: [{ fact: oncall.covered, op: '==', value: true, maxAge: P10D }]
      waiverRole: security-lead
      signoffs:
        - { id: own, verb: owns, role: sre-lead }
        - { id: check, verb: validates, role: security-lead, after: [own] }
  exit:
    signoffs: [{ id: lead, verb: approves, role: tech-lead }]
`;

let app: DecisionHarness;
let seen: number;

beforeEach(async () => {
  const db = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  await migrate(db);
  seen = 0;
  app = await decisionHarness(db, {
    people: new Map([
      ['user:default/ada', ['group:default/sre']],
      ['user:default/eve', ['group:default/security']],
      ['user:default/bob', [shop]],
    ]),
  });
  app.evaluator.addObserver(
    CalendarKeeper.create(DatabaseCalendarStore.create(), app.logger),
  );
  await app.file('ready.yaml', ready);
  await app.entity(aProfile(checkout, { owner: shop }));
  await app.drain();
});
afterEach(() => app.db.destroy());

/** What was put in the outbox since the last time this was asked, as kind of scope and recipients. */
async function told(): Promise<string[]> {
  const rows: { id: number; body: string }[] = await app
    .db('ops_outbox')
    .where('id', '>', seen)
    .orderBy('id');
  seen = rows.at(-1)?.id ?? seen;
  return rows.map(({ body }) => {
    const { scope, recipients } = JSON.parse(body) as Notice;
    const names = recipients.map(ref => ref.slice(ref.indexOf('/') + 1));
    return `${scope.slice(0, scope.indexOf(':'))} to ${names.join(', ')}`;
  });
}

const report = (rotationSize: number, schedule = 'primary') =>
  app.push(
    app.says(
      checkout,
      'on-call',
      { schedule, rotationSize, hasBackup: true },
      { externalId: 'rota' },
    ),
  );

/** What another replica, or the next hour, does. */
function remind(): Promise<number> {
  const { db, waivers, outbox, clock } = app;
  return Reminders.create({
    db,
    calendar: DatabaseCalendarStore.create(),
    reminders: DatabaseReminderStore.create(),
    waivers,
    outbox,
    clock,
  }).runOnce();
}

it('asks each role when its turn has come, and nobody twice', async () => {
  await report(4);
  expect(await told()).toEqual(['request to sre, shop']);
  await report(4);
  await app.evaluation.refresh(checkout, true);
  expect(await told()).toEqual([]);
  await app.decide('ada', { slot: 'own' });
  expect(await told()).toEqual(['request to security']);
  await app.decide('eve', { slot: 'check' });
  await app.decide('bob', { slot: 'lead', criterion: 'exit' });
  expect(await told()).toEqual([]);
});

it('tells signers that they lapsed, the owner of the drift and the gate, and asks again once it is mended', async () => {
  await report(4);
  await app.decide('ada', { slot: 'own' });
  await app.decide('eve', { slot: 'check' });
  await app.decide('bob', { slot: 'lead', criterion: 'exit' });
  await told();
  app.advance(1_000);
  await report(1);
  expect((await told()).sort()).toEqual([
    'drift to shop',
    'gate to shop',
    'signoff to ada',
    'signoff to bob',
    'signoff to eve',
  ]);
  await app.evaluation.refresh(checkout, true);
  expect(await told()).toEqual([]);
  app.advance(1_000);
  await report(4, 'another');
  expect(await told()).toEqual(['request to sre, shop']);
});

it('tells the owner when time alone makes a proof too old', async () => {
  await report(4);
  await told();
  app.advance(11 * DAY);
  await app.drain();
  expect((await told()).filter(one => one.startsWith('drift'))).toEqual([
    'drift to shop',
  ]);
});

it('says nothing to the whole fleet when rules change', async () => {
  await report(4);
  await told();
  await app.file('ready.yaml', ready.replace('value: true', 'value: false'));
  await app.drain();
  expect(await told()).toEqual([]);
});

it('tells of exceptions that are asked for, decided, and near their end', async () => {
  const { waiver } = await app.waiverService.request(as('bob'), {
    entityRef: checkout,
    scorecard: 'ready',
    criterion: 'on-call',
    reason: 'moving',
    compensatingControl: 'we look by hand',
    expiresAt: new Date(app.clock() + 20 * DAY).toISOString(),
  });
  expect(await told()).toEqual(['waiver to security']);
  await app.waiverService.decide(as('eve'), waiver.id, 'approve', '');
  expect(await told()).toContain('waiver to bob');

  expect(await remind()).toBe(0);
  app.advance(14 * DAY);
  expect(await remind()).toBe(1);
  expect(await told()).toEqual(['due to shop, bob']);
  expect(await remind()).toBe(0);
});

it('tells the owner of a proof that runs out, once', async () => {
  const at = new Date(app.clock() - DAY).toISOString();
  await app.push(
    app.says(checkout, 'dr-drill', {
      scenario: 'region lost',
      declaredAt: at,
      usableAt: at,
      outcome: 'success',
    }),
  );
  await told();
  app.advance(60 * DAY);
  expect(await remind()).toBe(0);
  app.advance(25 * DAY);
  expect(await remind()).toBe(1);
  expect(await told()).toEqual(['due to shop']);
  expect(await remind()).toBe(0);
});
