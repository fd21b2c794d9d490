import knexFactory, { Knex } from 'knex';
import { anEntity } from './__testUtils__/anEntity';
import { startOperations } from './__testUtils__/startOperations';
import { testEngines } from './__testUtils__/testEngines';

jest.setTimeout(120_000);

const entities = Array.from({ length: 20 }, (_, index) =>
  anEntity(`component:default/c${index}`),
);

const batch = (start: number) =>
  Array.from({ length: 50 }, (_, index) => ({
    entityRef: `component:default/c${(start + index) % entities.length}`,
    kind: 'quality',
    source: 'ci',
    externalId: `build-${start + index}`,
    observedAt: '2026-01-01T00:00:00Z',
    payload: { coverage: 0.5 },
  }));

const [, postgres] = testEngines();
const define = postgres.available ? describe : describe.skip;

define('several replicas on one PostgreSQL', () => {
  it('store every record once, whoever receives it first', async () => {
    const first = await postgres.init();
    const { connection } = first.client.config;
    const others: Knex[] = [1, 2].map(() =>
      knexFactory({ client: 'pg', connection }),
    );
    const replicas = await Promise.all(
      [first, ...others].map(db => startOperations({ entities, db })),
    );
    try {
      const starts = [0, 25, 50, 75, 100];
      const answers = await Promise.all(
        replicas.flatMap(replica =>
          starts.map(start =>
            replica
              .post('/v1/evidence')
              .set('content-type', 'application/json')
              .send({ items: batch(start) }),
          ),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(
        answers.map(() => 200),
      );
      const accepted = answers.reduce(
        (sum, { body }) => sum + body.accepted,
        0,
      );
      expect(accepted).toBe(150);
      expect(await first('ops_evidence')).toHaveLength(150);
      expect(await first('ops_evidence_current')).toHaveLength(150);
      const ids = new Set(answers.flatMap(({ body }) => body.ids));
      expect(ids.size).toBe(150);
    } finally {
      await Promise.all(replicas.map(replica => replica.stop()));
      await Promise.all(others.map(db => db.destroy()));
    }
  });
});
