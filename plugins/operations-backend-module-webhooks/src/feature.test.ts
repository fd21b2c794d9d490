import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import {
  EvidenceIntake,
  operationsIntakeExtensionPoint,
} from '@backstage-operations/plugin-operations-node';
import {
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import eventsPlugin from '@backstage/plugin-events-backend';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { createHmac } from 'node:crypto';
import request from 'supertest';
import { webhooksFeature } from './feature';

const secret = 'shared-secret';

async function start(fail = 0) {
  const stored: { source: string; item: EvidenceInput }[] = [];
  let failures = fail;
  const intake: EvidenceIntake = {
    async submit(source, items) {
      failures -= 1;
      if (failures >= 0) throw new Error('the database is away');
      for (const item of items) stored.push({ source, item });
      return { accepted: items.length, duplicates: 0, refused: [] };
    },
    async annotated() {
      return new Map();
    },
    async entitiesByIncident() {
      return [];
    },
    async entitiesByAnnotation(annotation, values) {
      const known: Record<string, string> = {
        'pagerduty.com/service-id PSHOP': 'component:default/shop',
        'prometheus.io/alert ShopDown': 'component:default/shop',
        'backstage-operations.io/support-queue checkout':
          'component:default/shop',
      };
      return new Map(
        values.flatMap(value => {
          const ref = known[`${annotation} ${value}`];
          return ref ? [[value, [ref]] as const] : [];
        }),
      );
    },
  };
  const operations = createBackendPlugin({
    pluginId: 'operations',
    register(env) {
      env.registerExtensionPoint(operationsIntakeExtensionPoint, intake);
      env.registerInit({ deps: {}, async init() {} });
    },
  });
  const bus = mockServices.events();
  const { server } = await startTestBackend({
    features: [
      eventsPlugin,
      createServiceFactory({
        service: eventsServiceRef,
        deps: {},
        factory: () => bus,
      }),
      operations,
      webhooksFeature,
      mockServices.rootConfig.factory({
        data: {
          operations: {
            webhooks: {
              pagerduty: { secret: ['old', secret] },
              alertmanager: { secret },
              tickets: { secret },
            },
          },
        },
      }),
    ],
  });
  return {
    stored,
    post: (tool: string) =>
      request(server).post(`/api/events/http/operations.${tool}`),
  };
}

const alert = (name: string, more: object = {}) => ({
  status: 'firing',
  labels: { alertname: name, severity: 'page' },
  annotations: {},
  startsAt: '2026-03-10T11:00:00.123456789Z',
  endsAt: '0001-01-01T00:00:00Z',
  fingerprint: name,
  ...more,
});
const notification = (...alerts: object[]) => ({
  version: '4',
  groupKey: 'g',
  truncatedAlerts: 0,
  status: 'firing',
  receiver: 'operations',
  groupLabels: {},
  commonLabels: {},
  commonAnnotations: {},
  externalURL: 'http://localhost',
  alerts,
});

const until = async (done: () => boolean) => {
  for (let turn = 0; turn < 100 && !done(); turn++)
    await new Promise(resolve => setTimeout(resolve, 50));
};

describe('webhooks', () => {
  it('routes each alert to its own entity and drops what names none', async () => {
    const { stored, post } = await start();
    const body = notification(
      alert('ShopDown'),
      alert('Other', {
        labels: { alertname: 'Other', entity: 'Component:default/Billing' },
      }),
      alert('Nobody'),
    );
    const answer = await post('alertmanager')
      .set('authorization', `Bearer ${secret}`)
      .send(body);
    expect(answer.status).toBe(202);
    await until(() => stored.length === 2);
    expect(
      stored.map(({ source, item }) => [source, item.kind, item.entityRef]),
    ).toEqual([
      ['alertmanager', 'incident', 'component:default/shop'],
      ['alertmanager', 'incident', 'component:default/billing'],
    ]);
  });

  it('refuses without a credential, and everything for a tool without a secret', async () => {
    const { stored, post } = await start();
    expect(
      (await post('alertmanager').send(notification(alert('ShopDown')))).status,
    ).toBe(403);
    expect(
      (await post('opsgenie').set('authorization', `Bearer ${secret}`).send({}))
        .status,
    ).toBe(403);
    expect((await post('rootly').send({})).status).toBe(403);
    expect(stored).toEqual([]);
  });

  it('verifies PagerDuty over the raw bytes, takes a rotated secret, and survives the store being away', async () => {
    const { stored, post } = await start(1);
    const body = `{"event": {"id":"E1","event_type":"incident.triggered","resource_type":"incident","occurred_at":"2026-03-10T11:00:00Z","data":{"id":"Q1","type":"incident","title":"Shop is down","status":"triggered","created_at":"2026-03-10T11:00:00Z","service":{"id":"PSHOP"}}}}`;
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    const send = (header: string) =>
      post('pagerduty')
        .set('content-type', 'application/json')
        .set('x-pagerduty-signature', header)
        .send(body);
    expect((await send(`v1=${signature.replace(/^./, 'g')}`)).status).toBe(403);
    expect((await send(`v1=${signature}`)).status).toBe(202);
    await until(() => stored.length === 1);
    expect(stored[0].item).toMatchObject({
      kind: 'incident',
      entityRef: 'component:default/shop',
    });
  });

  it('stores tickets for the entity of their queue', async () => {
    const { stored, post } = await start();
    const body = {
      queue: 'checkout',
      tickets: [
        {
          id: 'SUP-1',
          priority: 'P2',
          createdAt: '2026-03-02T09:00:00Z',
          firstResponseAt: '2026-03-02T09:20:00Z',
          resolvedAt: null,
          incident: 'INC-7',
        },
      ],
    };
    await post('tickets').send(body).expect(403);
    await post('tickets')
      .set('authorization', `Bearer ${secret}`)
      .send(body)
      .expect(202);
    await until(() => stored.length === 1);
    expect(stored[0]).toMatchObject({
      source: 'tickets',
      item: {
        entityRef: 'component:default/shop',
        kind: 'support',
        payload: {
          tiers: { P2: { opened: 1, respondedInTarget: 1 } },
          escalated: [{ ticket: 'SUP-1', incident: 'INC-7' }],
        },
      },
    });
  });
});
