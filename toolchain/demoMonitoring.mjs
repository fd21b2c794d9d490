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
  missingPrograms,
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

/** Prints what the tab's API says. */
function print(step, tab) {
  say(step);
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
        `incident "${one.title}": ${one.status}, ${
          one.severity
        }, acknowledged after ${seconds(
          one.ackSeconds,
        )}, resolved after ${seconds(one.resolveSeconds)}`,
    ),
    tab.incidents &&
      `MTTA ${seconds(tab.incidents.mtta.mean)} (n ${
        tab.incidents.mtta.n
      }), MTTR ${seconds(tab.incidents.mttr.mean)} (n ${tab.incidents.mttr.n})`,
  ].filter(Boolean);
  process.stdout.write(`${lines.map(line => `    ${line}\n`).join('')}\n`);
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

  print('No traffic yet', await until('an SLO', tab => tab.slos.length > 0));
  service.set('healthy');
  print(
    'All requests succeed',
    await until('ok', tab => tab.slos[0].state === 'ok'),
  );
  service.set('broken');
  const broken = await until(
    'a breach, a firing alert and its incident',
    ({ slos: [slo], incidents }) =>
      slo.state === 'breached' && slo.firing.length > 0 && incidents !== null,
  );
  print('All requests fail', broken);
  await acknowledge(broken.incidents.incidents[0]);
  print(
    'Somebody acknowledged it',
    await until('an acknowledgement', tab => tab.incidents.mtta.n === 1),
  );
  service.set('healthy');
  print(
    'Repaired',
    await until('a resolve', tab => tab.incidents.mttr.n === 1),
  );
  service.set('silent');
  say('The traffic stops; the window of the SLO is a minute');
  print(
    'No traffic any more',
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
