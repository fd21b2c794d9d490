import { gzipSync } from 'node:zlib';
import { hammer, whole } from './measure';
import { Report } from './Report';
import { Server } from './startServer';
import { token } from './token';

const card = 'phase-08-operations';

/** Reads one after the other and ten at once, each beside the bare route, and the whole fleet as a stream. */
export async function measureReads(
  server: Pick<Server, 'url' | 'cpuSeconds'>,
  options: { scenario: string; seconds: number; report: Report },
): Promise<void> {
  const { scenario, seconds, report } = options;
  const { url } = server;
  const entity = `${url}/api/operations/v1/entities/component/default/service-0`;
  const fleet = `${url}/api/operations/v1/fleet/scorecards/${card}`;
  const addresses: [string, string][] = [
    ['floor', `${url}/api/floor/row/component:default%2Fservice-0`],
    ['scorecard of one entity', `${entity}/scorecards/${card}`],
    ['gate', `${entity}/scorecards/${card}/gate`],
    ['overview, the whole tab', `${entity}/overview`],
    ['history of 90 days', `${entity}/scorecards/${card}/history`],
    ['fleet, page of 50', `${fleet}/results?limit=50`],
    ['fleet, summary by owner', `${fleet}/summary?groupBy=owner`],
  ];
  // The first requests of a process are no measure of the others.
  for (const [, address] of addresses) await hammer(address, token, 10, 1);
  for (const connections of [1, 10]) {
    let floor = 0;
    for (const [name, address] of addresses) {
      const before = server.cpuSeconds();
      const got = await hammer(address, token, connections, seconds);
      const cpu = (server.cpuSeconds() - before) / (got.perSecond * seconds);
      floor ||= got.perSecond;
      const share = Math.floor((100 * got.perSecond) / floor);
      report.add(
        scenario,
        `${name}, ${connections} in flight`,
        `${Math.round(got.perSecond)} req/s, ${share} % of the floor, p50 ${
          got.p50
        } ms, p97.5 ${got.p95} ms, p99 ${got.p99} ms, ${(cpu * 1000).toFixed(
          2,
        )} ms of processor time, ${(got.bytes / 1024).toFixed(1)} kB${
          got.errors ? `, ${got.errors} ERRORS` : ''
        }`,
      );
    }
  }
  const overview = await fetch(`${entity}/overview`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const bytes = gzipSync(await overview.text()).length;
  report.add(scenario, 'overview, gzipped', `${(bytes / 1024).toFixed(1)} kB`);
  const results = `${fleet}/results`;
  const all = await whole(results, token, 'application/x-ndjson');
  report.add(
    scenario,
    'all results as a stream',
    `${all.seconds.toFixed(2)} s, first byte after ${(all.first * 1000).toFixed(
      0,
    )} ms, ${(all.bytes / 1e6).toFixed(1)} MB`,
  );
  let streaming = true;
  const bulk = async () => {
    while (streaming) await whole(results, token, 'application/x-ndjson');
  };
  const running = bulk();
  const beside = await hammer(
    `${entity}/scorecards/${card}`,
    token,
    1,
    seconds,
  );
  streaming = false;
  await running;
  report.add(
    scenario,
    'scorecard of one entity while that runs',
    `p50 ${beside.p50} ms, p99 ${beside.p99} ms`,
  );
}
