import { Client } from 'pg';
import { hammer, whole } from './measure';
import { post, settled } from './measureIngest';
import { Report } from './Report';
import { Server } from './startServer';
import { token } from './token';

const DAY = 86_400_000;

/** Days on which the same is said again. */
const QUIET = 30;

/** Days of each of which one verdict differs from the day before. */
const RESTLESS = 90;

/** How far behind the real time the server has to start, in milliseconds. */
export const daysBehind = (QUIET + RESTLESS + 1) * DAY;

/** The tables that the records themselves are in. */
const LEDGER = [
  'ops_evidence',
  'ops_evidence_current',
  'ops_evidence_revision',
];

/** Notices on their way to somebody; dropped when nobody takes them. */
const WAITING = 'ops_outbox';

/** Bytes of the ledger and of everything else, with indexes, once nothing dead is left in them. */
async function sizes(db: Client) {
  await db.query('vacuum full');
  const { rows } = await db.query<{ name: string; bytes: string }>(
    `select relname as name, pg_total_relation_size(oid) as bytes
      from pg_class where relkind = 'r' and relname like 'ops\\_%'`,
  );
  let ledger = 0;
  let rest = 0;
  for (const { name, bytes } of rows) {
    if (LEDGER.includes(name)) ledger += Number(bytes);
    else if (name !== WAITING) rest += Number(bytes);
  }
  return { ledger, rest };
}

function build(entityRef: string, now: number, coverage: number): object {
  return {
    entityRef,
    source: 'bench',
    kind: 'quality',
    externalId: 'build',
    observedAt: new Date(now - 60_000).toISOString(),
    payload: { coverage },
  };
}

/** A quarter of a year, day by day: what it adds to the database, and how its history reads. */
export async function measureDays(
  server: Server,
  db: Client,
  options: { entities: number; seconds: number; report: Report },
): Promise<void> {
  const { entities, seconds, report } = options;
  const headers = { authorization: `Bearer ${token}` };
  const floor = `${server.url}/api/floor`;
  const refs = Array.from(
    { length: entities },
    (_, index) => `component:default/service-${index}`,
  );
  let day = -QUIET - RESTLESS - 1;
  const next = async (coverage: number) => {
    day += 1;
    const millis = day * DAY;
    await fetch(`${floor}/clock/${millis}`, { method: 'POST', headers });
    const now = () => Date.now() + millis;
    await post(
      server.url,
      refs.map(ref => build(ref, now(), coverage)),
    );
    await settled(db, now);
  };
  await settled(db, () => Date.now() + day * DAY);
  await next(0.86);
  const start = await sizes(db);
  for (let turn = 0; turn < QUIET; turn++) await next(0.86);
  const quiet = await sizes(db);
  for (let turn = 0; turn < RESTLESS; turn++) await next(turn % 2 ? 0.86 : 0.5);
  const end = await sizes(db);

  const each = (bytes: number, days: number) =>
    `${Math.round(bytes / entities / days)} bytes`;
  const add = (work: string, figure: string) =>
    report.add('days', work, figure);
  add('a day on which nothing changes', each(quiet.rest - start.rest, QUIET));
  add('a day on which a verdict does', each(end.rest - quiet.rest, RESTLESS));
  add(
    'a record of evidence itself',
    each(end.ledger - start.ledger, QUIET + RESTLESS),
  );
  const history = `${server.url}/api/operations/v1/entities/component/default/service-0/scorecards/phase-08-operations/history`;
  const { bytes } = await whole(history, token, 'application/json');
  add('history of 90 such days', `${(bytes / 1024).toFixed(1)} kB`);
  for (const connections of [1, 10]) {
    const row = `${floor}/row/component:default%2Fservice-0`;
    const bare = await hammer(row, token, connections, seconds);
    const got = await hammer(history, token, connections, seconds);
    add(
      `history of 90 such days, ${connections} in flight`,
      `${Math.round(got.perSecond)} of ${Math.round(
        bare.perSecond,
      )} req/s, p50 ${got.p50} ms, ${(got.bytes / 1024).toFixed(1)} kB sent${
        got.errors ? `, ${got.errors} ERRORS` : ''
      }`,
    );
  }
}
