import { Client } from 'pg';
import { dailyEvidence, evidenceOf } from './evidence';
import { Report } from './Report';
import { Server } from './startServer';
import { token } from './token';

const BATCH = 1_000;

/** Sends records; throws where one of them does not stand. */
export async function post(url: string, items: object[]): Promise<void> {
  const response = await fetch(`${url}/api/operations/v1/evidence`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ items }),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`push answered ${response.status}: ${text.slice(0, 500)}`);
  }
  const { rejected } = JSON.parse(text) as {
    rejected: { field: string; message: string }[];
  };
  if (rejected.length > 0) {
    throw new Error(`refused: ${rejected[0].field}: ${rejected[0].message}`);
  }
}

/**
 * Waits until no entity is due: everything that was sent has its verdict.
 *
 * @param now - the time as the server believes it to be
 */
export async function settled(
  db: Client,
  now: () => number = Date.now,
): Promise<void> {
  for (;;) {
    const { rows } = await db.query<{ open: string }>(
      `select (select count(*) from ops_nudge)
        + (select count(*) from ops_due where due_at <= $1) as open`,
      [now()],
    );
    if (Number(rows[0].open) === 0) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** Rows per second that this PostgreSQL takes in batches of 1,000 with nothing checked or evaluated. */
export async function ingestFloor(db: Client): Promise<number> {
  await db.query(
    'create table if not exists floor_rows (id text primary key, body text)',
  );
  const body = JSON.stringify(dailyEvidence('component:default/x', Date.now()));
  const batches = 20;
  const start = performance.now();
  for (let batch = 0; batch < batches; batch++) {
    const ids = Array.from({ length: BATCH }, (_, i) => `${batch}-${i}`);
    await db.query(
      'insert into floor_rows select * from unnest($1::text[], $2::text[])',
      [ids, ids.map(() => body)],
    );
  }
  const seconds = (performance.now() - start) / 1000;
  await db.query('drop table floor_rows');
  return (batches * BATCH) / seconds;
}

/** Pushes records in batches of 1,000 and waits for the last verdict. */
async function push(
  server: Server,
  db: Client,
  items: object[],
): Promise<string> {
  const before = server.cpuSeconds();
  const start = performance.now();
  for (let at = 0; at < items.length; at += BATCH) {
    await post(server.url, items.slice(at, at + BATCH));
  }
  const acknowledged = (performance.now() - start) / 1000;
  await settled(db);
  const evaluated = (performance.now() - start) / 1000;
  const cpu = ((server.cpuSeconds() - before) * 1000) / items.length;
  return [
    `${Math.round(items.length / acknowledged)} records/s durable`,
    `${Math.round(items.length / evaluated)} records/s evaluated`,
    `${cpu.toFixed(2)} ms of processor time per record`,
  ].join(', ');
}

/** Fills the ledger, then brings what a usual day brings. */
export async function measureIngest(
  server: Server,
  db: Client,
  options: { scenario: string; entities: number; report: Report },
): Promise<void> {
  const { scenario, entities, report } = options;
  const refs = Array.from(
    { length: entities },
    (_, index) => `component:default/service-${index}`,
  );
  await settled(db);
  const floor = await ingestFloor(db);
  report.add(
    scenario,
    'ingest floor: insert of bare rows',
    `${Math.round(floor)} rows/s`,
  );
  const now = Date.now();
  const first = refs.flatMap(ref => evidenceOf(ref, now));
  const filled = await push(server, db, first);
  report.add(scenario, 'ingest, all evidence of each entity', filled);
  const daily = refs.map(ref => dailyEvidence(ref, Date.now()));
  const day = await push(server, db, daily);
  report.add(scenario, 'ingest, one record per entity', day);
  report.add(
    scenario,
    'memory of the backend after ingest',
    `${Math.round(server.memory())} MB`,
  );
}
