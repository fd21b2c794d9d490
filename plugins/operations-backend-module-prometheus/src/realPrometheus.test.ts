import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measureSlo } from './measureSlo';
import { PrometheusClient } from './PrometheusClient';
import { readSloDefinitions } from './readSloDefinitions';

jest.setTimeout(180_000);

const installed = spawnSync('sh', ['-c', 'command -v prometheus']).status === 0;

const definition = `
apiVersion: openslo/v1
kind: SLO
metadata: { name: checkout-availability }
spec:
  service: checkout
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 1m, isRolling: true }]
  indicator:
    metadata: { name: checkout-good }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { type: Prometheus, spec: { query: 'requests_total{code="200"}' } } }
        total: { metricSource: { type: Prometheus, spec: { query: 'requests_total' } } }
  objectives: [{ target: 0.9 }]
`;

const rules = `
groups:
  - name: checkout
    interval: 1s
    rules:
      - alert: CheckoutBurnsItsBudget
        expr: sum(rate(requests_total{code="500"}[10s])) / sum(rate(requests_total[10s])) > 0.5
        labels: { severity: page, slo: checkout-availability }
`;

const wait = (millis: number) =>
  new Promise(resolve => setTimeout(resolve, millis));

/** A service whose traffic and failures a test decides. */
class Service {
  good = 0;
  bad = 0;
  private readonly server: Server = createServer((_, response) => {
    response.setHeader('content-type', 'text/plain');
    response.end(
      `requests_total{code="200"} ${this.good}\nrequests_total{code="500"} ${this.bad}\n`,
    );
  });
  async listen(): Promise<number> {
    await new Promise<void>(resolve =>
      this.server.listen(0, '127.0.0.1', resolve),
    );
    return (this.server.address() as AddressInfo).port;
  }
  close() {
    this.server.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

(installed ? describe : describe.skip)('a real Prometheus', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'prometheus-'));
  const service = new Service();
  const [slo] = readSloDefinitions(definition);
  let server: ChildProcess;
  let client: PrometheusClient;

  beforeAll(async () => {
    const target = await service.listen();
    const port = await freePort();
    writeFileSync(path.join(folder, 'rules.yml'), rules);
    writeFileSync(
      path.join(folder, 'prometheus.yml'),
      `global: { scrape_interval: 1s, evaluation_interval: 1s }\nrule_files: [rules.yml]\nscrape_configs:\n  - job_name: checkout\n    static_configs: [{ targets: ['127.0.0.1:${target}'] }]\n`,
    );
    server = spawn(
      'prometheus',
      [
        `--config.file=${folder}/prometheus.yml`,
        `--storage.tsdb.path=${folder}/data`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: 'ignore' },
    );
    client = PrometheusClient.create({
      name: 'real',
      url: `http://127.0.0.1:${port}`,
      fetch,
    });
    for (let turn = 0; turn < 60; turn++) {
      const up = await client
        .query('up', Date.now(), AbortSignal.timeout(1000))
        .catch(() => []);
      if (up.length > 0) return;
      await wait(500);
    }
    throw new Error('Prometheus did not start');
  });

  afterAll(() => {
    server?.kill();
    service.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function traffic(seconds: number, good: number, bad: number) {
    for (let second = 0; second < seconds; second++) {
      service.good += good;
      service.bad += bad;
      await wait(1000);
    }
  }

  async function measured(): Promise<EvidenceInput<'slo'>['payload']> {
    const signal = AbortSignal.timeout(10_000);
    const alerts = await client.alertingRules(signal);
    const item = await measureSlo(slo, {
      client,
      rules: alerts,
      entityRef: 'component:default/checkout',
      now: Date.now(),
      signal,
    });
    return item.payload;
  }

  it('is no-data before there is traffic, never 100 %', async () => {
    await wait(3000);
    expect(await measured()).toMatchObject({ state: 'no-data', sli: null });
  });

  it('is ok while requests succeed, with its alert rule bound and healthy', async () => {
    await traffic(8, 50, 0);
    expect(await measured()).toMatchObject({
      state: 'ok',
      sli: 1,
      alertRules: [
        { name: 'CheckoutBurnsItsBudget', health: 'ok', severity: 'page' },
      ],
      firing: [],
    });
  });

  it('is as good as its worst group where the queries give several', async () => {
    const grouped = definition
      .replace(
        'query: \'requests_total{code="200"}\'',
        `query: 'sum by (code) (increase(requests_total{code="200"}[{{.window}}]))'`,
      )
      .replace(
        "query: 'requests_total'",
        `query: 'sum by (code) (increase(requests_total[{{.window}}]))'`,
      );
    const [own] = readSloDefinitions(grouped);
    service.bad += 100;
    await wait(3000);
    const { payload } = await measureSlo(own, {
      client,
      rules: [],
      entityRef: 'component:default/checkout',
      now: Date.now(),
      signal: AbortSignal.timeout(10_000),
    });
    expect(payload).toMatchObject({
      state: 'breached',
      sli: 0,
      burnRates: { '5m': expect.closeTo(10, 5), '1h': expect.closeTo(10, 5) },
      groups: [
        { name: 'code=500', sli: 0, state: 'known' },
        { name: 'code=200', sli: 1, state: 'known' },
      ],
    });
    service.bad = 0;
  });

  it('is breached and fires once the budget is spent', async () => {
    await traffic(15, 0, 50);
    const payload = await measured();
    expect(payload.state).toBe('breached');
    expect(payload.errorBudgetRemaining).toBeLessThan(0);
    expect(payload.firing).toEqual([
      expect.objectContaining({ name: 'CheckoutBurnsItsBudget' }),
    ]);
  });

  it('is no-data again after the traffic stopped for a window', async () => {
    await wait(65_000);
    expect(await measured()).toMatchObject({ state: 'no-data', sli: null });
  });

  it('says what is wrong when the query is, and when nobody answers', async () => {
    const signal = AbortSignal.timeout(10_000);
    await expect(client.query('sum(', Date.now(), signal)).rejects.toThrow(
      /refused query/,
    );
    const nobody = PrometheusClient.create({
      name: 'gone',
      url: `http://127.0.0.1:${await freePort()}`,
      fetch,
    });
    await expect(nobody.query('up', Date.now(), signal)).rejects.toThrow(
      /can not be reached/,
    );
  });
});
