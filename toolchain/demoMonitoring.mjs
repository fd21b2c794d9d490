// `make demo-monitoring`: a service is watched, broken, paged about, acknowledged and repaired, and the tab's own API tells it.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildApp } from './buildApp.mjs';
import { install } from './install.mjs';
import { fail, root, say } from './lib.mjs';
import {
  evaluations,
  missingPrograms,
  pageAlert,
  startMonitoring,
  startService,
} from '../plugins/operations-backend/src/__testUtils__/monitoringStack.mjs';
import { portTaken, signIn, startPortal } from './portal.mjs';

const port = Number(process.env.PORTAL_PORT ?? 7017);
const name = 'accounts';
const entityRef = `component:default/${name}`;

const missing = missingPrograms();
if (missing.length > 0) {
  fail(
    `This demonstration needs ${missing.join(
      ' and ',
    )}, which Debian has: apt-get install prometheus prometheus-alertmanager`,
  );
}
if (await portTaken(port)) {
  fail(
    `Port ${port} is taken by another program. Choose another one: PORTAL_PORT=7018 make demo-monitoring`,
  );
}
await install();
await buildApp('app');

const secret = randomBytes(16).toString('hex');
const data = mkdtempSync(join(tmpdir(), 'demo-monitoring-'));
const started = [];

/** Stops what was started, the newest first. */
async function stopAll() {
  for (const one of started.splice(0).reverse()) await one.stop();
  rmSync(data, { recursive: true, force: true });
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => stopAll().then(() => process.exit(1)));
}

let portal;
let token;

async function overview() {
  const answer = await fetch(
    `${portal.url}/api/operations/v1/entities/component/default/${name}/overview`,
    { headers: { authorization: `Bearer ${token}` } },
  );
  if (!answer.ok) throw new Error(`The tab answered ${answer.status}`);
  return answer.json();
}

/** Waits until the tab shows it, at most two minutes. */
async function until(what, shows) {
  for (let second = 0; second < 120; second++) {
    const tab = await overview();
    if (shows(tab)) return tab;
    await sleep(1000);
  }
  throw new Error(`The tab did not show in two minutes: ${what}`);
}

const percent = value =>
  value === null ? 'none' : `${Math.floor(value * 10000) / 100} %`;
const seconds = value => (value === null ? 'none' : `${value.toFixed(1)} s`);

const clock = at => new Date(at).toISOString().slice(11, 19);

/** Prints what happens, what to look for, and what the tab's API says. */
function print(step, explanation, tab) {
  say(step);
  process.stdout.write(`    ${explanation}\n`);
  const [slo] = tab.slos;
  const availability = tab.metrics.find(({ id }) => id === 'availability');
  const lines = [
    slo &&
      `SLO ${slo.name}: ${slo.state}, indicator ${percent(
        slo.sli,
      )}, budget left ${percent(slo.errorBudgetRemaining)}, firing: ${
        slo.firing.join(', ') || 'nothing'
      }`,
    `availability: ${percent(availability.value)} (${availability.reason})`,
    ...(tab.incidents?.incidents ?? []).map(
      one =>
        `incident "${one.title}": ${one.status}, ${one.severity}, began ${clock(
          one.startedAt,
        )}, acknowledged after ${seconds(
          one.ackSeconds,
        )}, resolved after ${seconds(one.resolveSeconds)}`,
    ),
    tab.incidents &&
      `MTTA ${seconds(tab.incidents.mtta.mean)} (n ${
        tab.incidents.mtta.n
      }), MTTR ${seconds(tab.incidents.mttr.mean)} (n ${tab.incidents.mttr.n})`,
  ].filter(Boolean);
  process.stdout.write(`${lines.map(line => `      ${line}\n`).join('')}\n`);
}

/** Instants at which Prometheus has a sample of a series, in seconds. */
async function samples(prometheus, series) {
  const query = encodeURIComponent(`${series}[5m]`);
  const answer = await fetch(`${prometheus}/api/v1/query?query=${query}`);
  const { data } = await answer.json();
  return data.result[0].values.map(([at]) => at);
}

/** The alert as Prometheus itself recorded it, in seconds: it ended with the first evaluation without it. */
async function firing(prometheus) {
  const fired = await samples(
    prometheus,
    `ALERTS{alertname="${pageAlert}",alertstate="firing"}`,
  );
  const last = fired.at(-1);
  const evaluated = await samples(prometheus, evaluations);
  return { from: fired[0], to: evaluated.find(at => at > last + 0.1) };
}

/** Holds a mean of the tab against clocks that the tab does not know. */
function check(name, shown, expected) {
  const difference = Math.abs(shown - expected);
  if (!(difference < 1)) {
    throw new Error(
      `${name} is ${seconds(shown)} in the tab, but ${seconds(
        expected,
      )} by the clocks of Prometheus and of whoever acknowledged`,
    );
  }
  process.stdout.write(
    `      ${name} by the clocks of Prometheus and of whoever acknowledged: ${seconds(
      expected,
    )}; the tab is right to the second\n\n`,
  );
}

/** What an on-call tool sends when somebody takes the alert. */
async function acknowledge({ externalId: incident, title }) {
  const at = new Date().toISOString();
  const answer = await fetch(`${portal.url}/api/operations/v1/evidence`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${
        process.env.OPERATIONS_TOKEN ?? 'operations-dev-token'
      }`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      items: [
        {
          entityRef,
          kind: 'incident',
          source: 'alertmanager',
          externalId: `${incident}@acknowledged`,
          observedAt: at,
          payload: {
            title,
            status: 'acknowledged',
            event: { incident, type: 'acknowledged', at },
          },
        },
      ],
    }),
  });
  if (!answer.ok) throw new Error(`The portal answered ${answer.status}`);
  return at;
}

async function demonstrate() {
  say('Starting an example service, Prometheus and Alertmanager');
  const service = await startService(name);
  started.push(service);
  const monitoring = await startMonitoring({
    service: service.port,
    entityRef,
    webhooks: [
      {
        url: `http://127.0.0.1:${port}/api/events/http/operations.alertmanager`,
        secret,
      },
    ],
  });
  started.push(monitoring);
  say('Starting the portal');
  const setting = (path, value) => [
    `APP_CONFIG_${path.replaceAll('.', '_')}`,
    JSON.stringify(value),
  ];
  portal = await startPortal({
    port,
    data,
    log: join(root, '.data/demo-monitoring.log'),
    env: Object.fromEntries([
      setting('operations.prometheus.every', { seconds: 2 }),
      setting('operations.prometheus.instances', [
        { name: 'demo', url: monitoring.url },
      ]),
      setting('operations.prometheus.slos', [
        { target: `http://127.0.0.1:${service.port}/slo.yaml` },
      ]),
      setting('operations.webhooks.alertmanager.secret', secret),
      setting('backend.reading.allow', [{ host: `127.0.0.1:${service.port}` }]),
    ]),
  });
  started.push(portal);
  ({ token } = await signIn(portal.url, 'user:default/guest'));

  process.stdout.write(`
    The example service promises that nine of ten requests of the last minute succeed. A rule pages when most of them fail.
    Watch it as well in a browser: ${portal.url}/catalog/default/component/${name}/operations
    (sign in as a guest). What follows is what that page is made from, asked over HTTP.

`);
  print(
    'The service runs and nobody uses it',
    'Without requests there is nothing to measure: no data, which is neither 0 nor 100 %.',
    await until('an SLO', tab => tab.slos.length > 0),
  );
  service.set('healthy');
  print(
    'Requests come in and all succeed',
    'Prometheus scrapes them; the whole error budget is there.',
    await until('ok', tab => tab.slos[0].state === 'ok'),
  );
  service.set('broken');
  const broken = await until(
    'a breach, a firing alert and its incident',
    ({ slos: [slo], incidents }) =>
      slo.state === 'breached' && slo.firing.length > 0 && incidents !== null,
  );
  print(
    'All requests fail',
    'The budget burns and is overspent, availability drops, Prometheus fires the alert, Alertmanager calls the webhook: an incident.',
    broken,
  );
  const acknowledgedAt = await acknowledge(broken.incidents.incidents[0]);
  const acknowledged = await until(
    'an acknowledgement',
    tab => tab.incidents.mtta.n === 1,
  );
  print(
    `Somebody takes the incident at ${clock(acknowledgedAt)}`,
    'Time to acknowledge runs from the start of the alert to this moment.',
    acknowledged,
  );
  const { from } = await firing(monitoring.url);
  check(
    'MTTA',
    acknowledged.incidents.mtta.mean,
    Date.parse(acknowledgedAt) / 1000 - from,
  );
  service.set('healthy');
  const repaired = await until('a resolve', tab => tab.incidents.mttr.n === 1);
  print(
    'The service is repaired',
    'Prometheus ends the alert and Alertmanager says so: the incident is resolved. The budget is still overspent, the minute of its window is not over.',
    repaired,
  );
  const fired = await firing(monitoring.url);
  check('MTTR', repaired.incidents.mttr.mean, fired.to - fired.from);
  service.set('silent');
  say(
    'The requests stop; after a minute none is left in the window of the SLO',
  );
  print(
    'Nobody uses the service any more',
    'No data again: a service that nobody can reach must not look like one that never fails.',
    await until('no data', tab => tab.slos[0].state === 'no-data'),
  );
}

let problem;
try {
  await demonstrate();
} catch (error) {
  problem = error;
}
await stopAll();
if (problem) fail(`${problem.message}; .data/demo-monitoring.log may say why`);
say('Done; everything that was started is stopped again');
