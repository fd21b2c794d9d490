import { mockServices } from '@backstage/backend-test-utils';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import eventsPlugin from '@backstage/plugin-events-backend';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { Overview } from '@backstage-operations/plugin-operations-common';
import prometheusModule from '@backstage-operations/plugin-operations-backend-module-prometheus';
import webhooksModule from '@backstage-operations/plugin-operations-backend-module-webhooks';
import { AddressInfo } from 'node:net';
import {
  evaluations,
  ExampleService,
  missingPrograms,
  Monitoring,
  openSlo,
  pageAlert,
  startMonitoring,
  startService,
} from './__testUtils__/monitoringStack.mjs';
import { anEntity } from './__testUtils__/anEntity';
import { serviceHeader } from './__testUtils__/restrictedTokens';
import { startOperations } from './__testUtils__/startOperations';

jest.setTimeout(240_000);

const entityRef = 'component:default/example';
const secret = 'the-alertmanager-secret';
const onCallTool = serviceHeader('external:on-call', {
  permissionNames: ['operations.evidence.create'],
});

const wait = (millis: number) =>
  new Promise(resolve => {
    setTimeout(resolve, millis);
  });

const missing = missingPrograms();
const name = `from traffic to MTTR${
  missing.length > 0 ? `, which needs ${missing.join(' and ')}` : ''
}`;

(missing.length > 0 ? describe.skip : describe)(name, () => {
  const scheduler = mockServices.scheduler();
  // One bus for all plugins, as in a real backend.
  const bus = mockServices.events();
  let service: ExampleService;
  let monitoring: Monitoring;
  let portal: Awaited<ReturnType<typeof startOperations>>;
  let prometheusPort = 0;
  let incident: string;
  let acknowledgedAt: number;

  beforeAll(async () => {
    service = await startService('example');
    const config = {
      operations: {
        ingest: [
          {
            subject: 'on-call',
            sources: ['alertmanager'],
            entities: ['*:default/*'],
          },
        ],
        webhooks: { alertmanager: { secret } },
        prometheus: {
          // Asked through the address that is known once it has started.
          instances: [{ name: 'real', url: 'http://prometheus.invalid' }],
          slos: [{ target: 'https://slos.invalid/slo.yaml' }],
        },
      },
    };
    const send = global.fetch;
    jest
      .spyOn(global, 'fetch')
      .mockImplementation((url, init) =>
        send(
          String(url).replace(
            'http://prometheus.invalid',
            `http://127.0.0.1:${prometheusPort}`,
          ),
          init,
        ),
      );
    portal = await startOperations({
      entities: [anEntity(entityRef)],
      config,
      features: [
        eventsPlugin,
        webhooksModule,
        prometheusModule,
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => bus,
        }),
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
        mockServices.urlReader.mock({
          readUrl: async () => ({
            buffer: async () => Buffer.from(openSlo('example')),
          }),
        }).factory,
      ],
    });
    const { port } = portal.server.address() as AddressInfo;
    monitoring = await startMonitoring({
      service: service.port,
      entityRef,
      webhooks: [
        {
          url: `http://127.0.0.1:${port}/api/events/http/operations.alertmanager`,
          secret,
        },
      ],
    });
    prometheusPort = Number(new URL(monitoring.url).port);
    await scheduler.triggerTask('operations-catalog');
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    await monitoring?.stop();
    service?.stop();
    await portal?.stop();
  });

  /** What the tab shows after one more look at Prometheus. */
  async function tab(): Promise<Overview> {
    await scheduler.triggerTask('operations-collector-prometheus');
    const { body, status } = await portal.get(
      '/v1/entities/component/default/example/overview',
    );
    expect(status).toBe(200);
    return body;
  }

  /** What the tab shows once it shows something. */
  async function tabOnce(shows: (overview: Overview) => boolean) {
    for (let turn = 0; turn < 60; turn++) {
      const overview = await tab();
      if (shows(overview)) return overview;
      await wait(1000);
    }
    throw new Error('the tab did not show it in a minute');
  }

  const availability = (overview: Overview) =>
    overview.metrics.find(({ id }) => id === 'availability');

  /** Instants of a series' samples in Prometheus, in seconds. */
  async function samples(series: string): Promise<number[]> {
    const query = encodeURIComponent(`${series}[5m]`);
    const answer = await fetch(`${monitoring.url}/api/v1/query?query=${query}`);
    const { data } = await answer.json();
    const values: [number, string][] = data.result[0].values;
    return values.map(([at]) => at);
  }

  /** When the alert fired, as Prometheus itself recorded it: it ended with the first evaluation without it. */
  async function firings(): Promise<{ from: number; to: number }> {
    const fired = await samples(
      `ALERTS{alertname="${pageAlert}",alertstate="firing"}`,
    );
    const last = fired[fired.length - 1];
    const after = (await samples(evaluations)).find(at => at > last + 0.1);
    return { from: fired[0], to: after ?? NaN };
  }

  it('has no data while there is no traffic', async () => {
    const overview = await tabOnce(({ slos }) => slos.length === 1);
    expect(overview.slos[0]).toMatchObject({ state: 'no-data', sli: null });
    expect(availability(overview)?.value).toBeNull();
  });

  it('is available while requests succeed', async () => {
    service.set('healthy');
    await wait(5000);
    // Rules are asked for less often than figures.
    const overview = await tabOnce(
      ({ slos }) => slos[0].state === 'ok' && slos[0].alerting,
    );
    expect(overview.slos[0]).toMatchObject({
      state: 'ok',
      sli: 1,
      alertRules: [{ name: pageAlert, health: 'ok', severity: 'critical' }],
    });
    expect(availability(overview)?.value).toBe(1);
    expect(overview.incidents).toBeNull();
  });

  it('burns its budget, pages, and the incident appears', async () => {
    service.set('broken');
    const overview = await tabOnce(({ incidents }) => incidents !== null);
    expect(overview.incidents?.incidents).toEqual([
      expect.objectContaining({
        title: `${pageAlert}: most requests fail`,
        severity: 'sev-1',
        impact: 'outage',
        status: 'firing',
        counted: true,
        ackSeconds: null,
      }),
    ]);
    incident = overview.incidents?.incidents[0].externalId ?? '';
    const breached = await tabOnce(
      ({ slos }) => slos[0].state === 'breached' && slos[0].firing.length > 0,
    );
    expect(breached.slos[0].firing).toEqual([pageAlert]);
    expect(Number(availability(breached)?.value)).toBeLessThan(0.9);
  });

  it('is acknowledged: MTTA is right to the second', async () => {
    acknowledgedAt = Date.now();
    const { body } = await portal.post('/v1/evidence', onCallTool).send({
      items: [
        {
          entityRef,
          kind: 'incident',
          source: 'alertmanager',
          externalId: `${incident}@acknowledged`,
          observedAt: new Date(acknowledgedAt).toISOString(),
          payload: {
            title: `${pageAlert}: most requests fail`,
            status: 'acknowledged',
            event: {
              incident,
              type: 'acknowledged',
              at: new Date(acknowledgedAt).toISOString(),
            },
          },
        },
      ],
    });
    expect(body).toMatchObject({ accepted: 1 });
    const overview = await tab();
    const { from } = await firings();
    expect(overview.incidents?.mtta).toMatchObject({ n: 1, of: 1 });
    expect(overview.incidents?.mtta.mean).toBeCloseTo(
      acknowledgedAt / 1000 - from,
      1,
    );
    expect(overview.incidents?.mttr).toMatchObject({ mean: null, n: 0 });
  });

  it('is resolved: MTTR is right to the second', async () => {
    service.set('healthy');
    const overview = await tabOnce(({ incidents }) => incidents?.mttr.n === 1);
    const { from, to } = await firings();
    expect(overview.incidents?.incidents).toEqual([
      expect.objectContaining({ status: 'resolved', responseKept: true }),
    ]);
    const difference = Number(overview.incidents?.mttr.mean) - (to - from);
    expect(Math.abs(difference)).toBeLessThan(1);
  });

  it('has no data again when the traffic stops, never 100 %', async () => {
    service.set('silent');
    await wait(65_000);
    const overview = await tab();
    expect(overview.slos[0]).toMatchObject({ state: 'no-data', sli: null });
    expect(availability(overview)).toMatchObject({ value: null, meets: null });
  });
});
