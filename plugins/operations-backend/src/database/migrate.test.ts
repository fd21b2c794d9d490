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
});
