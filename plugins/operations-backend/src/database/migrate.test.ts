import knexFactory from 'knex';
import { readdirSync } from 'node:fs';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { migrate, migrationsDirectory } from './migrate';

jest.setTimeout(60_000);

describeEachEngine('migrations', engine => {
  it('go up one by one, down to nothing, and up again', async () => {
    const db = await engine.init();
    const all = readdirSync(migrationsDirectory).filter(name =>
      name.endsWith('.js'),
    );
    const tables = async () => {
      const rows = await db(
        engine.name === 'SQLite' ? 'sqlite_master' : 'pg_tables',
      )
        .where(engine.name === 'SQLite' ? 'name' : 'tablename', 'like', 'ops_%')
        .where(engine.name === 'SQLite' ? { type: 'table' } : {});
      return rows.length;
    };
    const config = { directory: migrationsDirectory };

    for (const name of all) await db.migrate.up({ ...config, name });
    const made = await tables();
    expect(made).toBeGreaterThan(0);

    for (const name of [...all].reverse()) {
      await db.migrate.down({ ...config, name });
    }
    expect(await tables()).toBe(0);

    await migrate(db);
    expect(await tables()).toBe(made);
  });

  if (engine.name === 'PostgreSQL') {
    it('are made once by replicas that start together on a new database', async () => {
      for (let round = 0; round < 3; round++) {
        const first = await engine.init();
        const { connection } = first.client.config;
        const others = Array.from({ length: 4 }, () =>
          knexFactory({ client: 'pg', connection }),
        );
        try {
          await Promise.all([first, ...others].map(migrate));
          expect(await first('knex_migrations_lock')).toEqual([
            { index: 1, is_locked: 0 },
          ]);
        } finally {
          await Promise.all(others.map(db => db.destroy()));
        }
      }
    });
  }
});
