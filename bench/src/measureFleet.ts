import { Client } from 'pg';
import { hammer } from './measure';
import { settled } from './measureIngest';
import { measureReads } from './measureReads';
import { Report } from './Report';
import { Server } from './startServer';
import { token } from './token';

/** Requests per second for one entity's scorecard, as a share of the bare route of the same process. */
async function shareOfFloor(url: string, seconds: number): Promise<number> {
  const one = `${url}/api/operations/v1/entities/component/default/service-0/scorecards/phase-08-operations`;
  const floor = `${url}/api/floor/row/component:default%2Fservice-0`;
  await hammer(one, token, 10, 1);
  let [got, bare] = [0, 0];
  // In turns, so that what else the machine does falls on both.
  for (let turn = 0; turn < 3; turn++) {
    bare += (await hammer(floor, token, 1, seconds)).perSecond;
    got += (await hammer(one, token, 1, seconds)).perSecond;
  }
  return got / bare;
}

/** A fleet of some size before any evidence: how long it takes to judge all of it, and what reads cost. */
export async function measureFleet(
  server: Server,
  db: Client,
  options: {
    scenario: string;
    entities: number;
    seconds: number;
    report: Report;
  },
): Promise<number> {
  const { scenario, entities, seconds, report } = options;
  const start = performance.now();
  for (;;) {
    const { rows } = await db.query<{ count: string }>(
      'select count(*) from ops_result where applicable',
    );
    if (Number(rows[0].count) >= entities) break;
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  await settled(db);
  report.add(
    scenario,
    `${entities} entities judged for the first time`,
    `${((performance.now() - start) / 1000).toFixed(0)} s`,
  );
  const share = await shareOfFloor(server.url, seconds);
  report.add(
    scenario,
    `one entity of ${entities}`,
    `${Math.floor(100 * share)} % of the floor`,
  );
  if (entities > 1_000) {
    await measureReads(server, { scenario, seconds, report });
  }
  return share;
}
