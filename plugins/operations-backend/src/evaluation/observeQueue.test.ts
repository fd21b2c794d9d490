import { mockServices } from '@backstage/backend-test-utils';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import knex, { Knex } from 'knex';
import { migrate } from '../database/migrate';
import { observeSequencer } from '../log/observeSequencer';
import { DatabaseDueStore } from './DatabaseDueStore';
import { observeQueue } from './observeQueue';

let db: Knex;

beforeAll(async () => {
  db = knex({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  await migrate(db);
});
afterAll(() => db.destroy());

type Observe = (result: { observe(value: number): void }) => Promise<void>;

/** Metrics that tell what each gauge says when it is asked. */
function gauges() {
  const callbacks = new Map<string, Observe>();
  const metrics = {
    createObservableGauge: (name: string) => ({
      addCallback: (callback: Observe) => callbacks.set(name, callback),
    }),
  } as unknown as MetricsService;
  const read = async (name: string) => {
    let said: number | undefined;
    await callbacks.get(name)?.({ observe: value => (said = value) });
    return said;
  };
  return { metrics, read };
}

it('tells how many entities wait, for how long, and how far the numbering of the log is behind', async () => {
  const { metrics, read } = gauges();
  const logger = mockServices.logger.mock();
  const due = DatabaseDueStore.create();
  const options = { metrics, db, now: () => 10_000, logger };
  observeQueue({ ...options, due });
  observeSequencer(options);
  expect(await read('operations.evaluation.queue')).toBe(0);
  expect(await read('operations.evaluation.lag')).toBe(0);
  expect(await read('operations.log.lag')).toBe(0);

  await db.transaction(async trx => {
    await due.lock(trx, ['component:default/a', 'component:default/b'], 4_000);
    await due.schedule(trx, [
      { entityRef: 'component:default/b', dueAt: 99_000, inputDigest: '' },
    ]);
    await due.nudge(trx, ['component:default/c'], 'evidence');
    await trx('ops_log_event').insert({
      uid: 'e1',
      body: '{}',
      type: 'test',
      actor: 'service:test',
      at: 7_000,
    });
  });
  expect(await read('operations.evaluation.queue')).toBe(2);
  expect(await read('operations.evaluation.lag')).toBe(6);
  expect(await read('operations.log.lag')).toBe(3);
});
