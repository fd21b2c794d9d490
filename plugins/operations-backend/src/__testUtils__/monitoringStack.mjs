// A service that can be broken, watched by Prometheus and Alertmanager: what the demonstration and the test of monitoring share.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const programs = ['prometheus', 'prometheus-alertmanager'];

/** Name of the alert that pages; its label `impact: outage` makes its firing an incident. */
export const pageAlert = 'ExampleBurnsItsBudget';

/** A series with a sample at each instant at which the rules were evaluated. */
export const evaluations = 'example:evaluated';

/**
 * The promise: nine of ten requests of the last minute succeed. So short that it can be watched.
 *
 * @param name - of the component whose service it is
 */
export const openSlo = name => `apiVersion: openslo/v1
kind: SLO
metadata: { name: example-availability }
spec:
  service: ${name}
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 1m, isRolling: true }]
  indicator:
    metadata: { name: example-good }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { type: Prometheus, spec: { query: 'requests_total{code="200"}' } } }
        total: { metricSource: { type: Prometheus, spec: { query: 'requests_total' } } }
  objectives: [{ target: 0.9 }]
`;

/** Programs that are not installed; empty when all can run. */
export function missingPrograms() {
  return programs.filter(
    name => spawnSync('sh', ['-c', `command -v ${name}`]).status !== 0,
  );
}

async function listen(server) {
  await new Promise(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return server.address().port;
}

async function freePort() {
  const server = createServer();
  const port = await listen(server);
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** Starts the example service: its traffic is `healthy`, `broken` or `silent`, and its metrics say so. It serves its SLO as well. */
export async function startService(name) {
  const counts = { good: 0, bad: 0 };
  let traffic = 'silent';
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/plain');
    if (request.url === '/slo.yaml') {
      response.end(openSlo(name));
      return;
    }
    response.end(
      `requests_total{code="200"} ${counts.good}\nrequests_total{code="500"} ${counts.bad}\n`,
    );
  });
  const port = await listen(server);
  const timer = setInterval(() => {
    if (traffic === 'healthy') counts.good += 10;
    if (traffic === 'broken') counts.bad += 10;
  }, 200);
  return {
    port,
    set(state) {
      traffic = state;
    },
    stop() {
      clearInterval(timer);
      server.close();
      server.closeAllConnections();
    },
  };
}

function prometheusConfig({ service, alertmanager }) {
  return `global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [rules.yml]
scrape_configs:
  - job_name: example
    static_configs: [{ targets: ['127.0.0.1:${service}'] }]
alerting:
  alertmanagers:
    - static_configs: [{ targets: ['127.0.0.1:${alertmanager}'] }]
`;
}

function rules(entityRef) {
  return `groups:
  - name: example
    interval: 1s
    rules:
      - { record: '${evaluations}', expr: vector(1) }
      - alert: ${pageAlert}
        expr: sum(rate(requests_total{code="500"}[10s])) / sum(rate(requests_total[10s])) > 0.5
        labels: { severity: critical, impact: outage, slo: example-availability, entity: '${entityRef}' }
        annotations: { summary: 'most requests fail' }
`;
}

function alertmanagerConfig({ webhooks }) {
  const receivers = webhooks.map(
    ({ url, secret }) =>
      `      - url: '${url}'
        send_resolved: true
        http_config: { authorization: { type: Bearer, credentials: '${secret}' } }`,
  );
  return `route: { receiver: operations, group_wait: 100ms, group_interval: 1s }
receivers:
  - name: operations
    webhook_configs:
${receivers.join('\n')}
`;
}

async function untilReady(url, child) {
  for (let turn = 0; turn < 150; turn++) {
    if (child.exitCode !== null) break;
    const ready = await fetch(url).then(
      answer => answer.ok,
      () => false,
    );
    if (ready) return;
    await sleep(200);
  }
  throw new Error(`${child.spawnfile} did not get ready`);
}

/**
 * Starts Prometheus and Alertmanager over the service.
 *
 * @param options - `service` (port), `entityRef` that alerts are about, `webhooks` to call, each `{ url, secret }`
 * @returns `{ url, stop() }`; ports are chosen free, everything is below a temporary folder that `stop` removes
 */
export async function startMonitoring({ service, entityRef, webhooks }) {
  const folder = mkdtempSync(join(tmpdir(), 'monitoring-'));
  const [port, alertmanager, cluster] = [
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  writeFileSync(
    join(folder, 'prometheus.yml'),
    prometheusConfig({ service, alertmanager }),
  );
  writeFileSync(join(folder, 'rules.yml'), rules(entityRef));
  writeFileSync(
    join(folder, 'alertmanager.yml'),
    alertmanagerConfig({ webhooks }),
  );
  const children = [
    spawn(
      'prometheus-alertmanager',
      [
        `--config.file=${folder}/alertmanager.yml`,
        `--storage.path=${folder}/alerts`,
        `--web.listen-address=127.0.0.1:${alertmanager}`,
        `--cluster.listen-address=127.0.0.1:${cluster}`,
      ],
      { stdio: 'ignore' },
    ),
    spawn(
      'prometheus',
      [
        `--config.file=${folder}/prometheus.yml`,
        `--storage.tsdb.path=${folder}/data`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: 'ignore' },
    ),
  ];
  const stop = async () => {
    for (const child of children) {
      const exited = new Promise(resolve => {
        child.once('exit', resolve);
      });
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill();
      await exited;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(`http://127.0.0.1:${alertmanager}/-/ready`, children[0]);
    await untilReady(`http://127.0.0.1:${port}/-/ready`, children[1]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `http://127.0.0.1:${port}`,
    alertmanager: `http://127.0.0.1:${alertmanager}`,
    stop,
  };
}
