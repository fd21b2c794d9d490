import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import eventsPlugin from '@backstage/plugin-events-backend';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { IncidentSection } from '@backstage-operations/plugin-operations-common';
import webhooksModule from '@backstage-operations/plugin-operations-backend-module-webhooks';
import { createHmac } from 'node:crypto';
import supertest from 'supertest';
import { anEntity } from './__testUtils__/anEntity';
import { startOperations } from './__testUtils__/startOperations';

jest.setTimeout(120_000);

const secret = 'c2VjcmV0LWtleQ==';
const MINUTE = 60_000;
const start = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 48 * 60 * MINUTE;
const at = (minutes: number) =>
  new Date(start + minutes * MINUTE).toISOString();
const seconds = Math.floor(Date.now() / 1000);

const hex = (text: string) =>
  createHmac('sha256', secret).update(text).digest('hex');
const bearer = () => ({ authorization: `Bearer ${secret}` });

interface Tool {
  annotations: Record<string, string>;
  /** Deliveries in the order in which they were sent. */
  bodies: object[];
  sign(body: string): Record<string, string>;
  /** What a tool can tell: alerts are acknowledged elsewhere. */
  acknowledges: boolean;
}

const alert = (status: string, end: string) => ({
  status,
  labels: {
    alertname: 'CheckoutDown',
    service: 'checkout-alertmanager',
    impact: 'outage',
    severity: 'sev-2',
  },
  annotations: { summary: 'Nobody can pay' },
  startsAt: at(0).replace('Z', '123456Z'),
  endsAt: end,
  generatorURL: 'http://prometheus:9090/graph?g0.expr=up',
  fingerprint: 'c2b6a3a1d9c2a1f0',
});

const notification = (status: string, end: string) => ({
  version: '4',
  groupKey: '{}:{alertname="CheckoutDown"}',
  truncatedAlerts: 0,
  status,
  receiver: 'operations',
  groupLabels: { alertname: 'CheckoutDown' },
  commonLabels: {},
  commonAnnotations: {},
  externalURL: 'http://alertmanager:9093',
  alerts: [alert(status, end)],
});

const grafana = (status: string, end: string) => ({
  ...notification(status, end),
  version: '1',
  orgId: 1,
  title: '[FIRING:1] CheckoutDown',
  state: status === 'firing' ? 'alerting' : 'ok',
  message: '**Firing**',
  alerts: [
    {
      ...alert(status, end),
      labels: {
        alertname: 'CheckoutDown',
        team: 'shop',
        impact: 'outage',
        severity: 'sev-2',
      },
      values: { A: 1 },
      valueString: '[ var=A ]',
      silenceURL: 'http://grafana/alerting/silence/new',
      dashboardURL: '',
      panelURL: '',
    },
  ],
});

const pagerduty = (
  id: string,
  type: string,
  minutes: number,
  status: string,
) => ({
  event: {
    id,
    event_type: `incident.${type}`,
    resource_type: 'incident',
    occurred_at: at(minutes),
    agent: { id: 'PLH1HKV', type: 'user_reference' },
    client: null,
    data: {
      id: 'PGR0VU2',
      type: 'incident',
      number: 2,
      status,
      title: 'Nobody can pay',
      created_at: at(0),
      html_url: 'https://acme.pagerduty.com/incidents/PGR0VU2',
      urgency: 'high',
      priority: { id: 'PSO75BM', type: 'priority_reference', summary: 'P2' },
      service: { id: 'PSHOP', type: 'service_reference' },
      assignees: [],
      teams: [],
      conference_bridge: null,
      resolve_reason: null,
    },
  },
});

const incidentIo = (
  event: string,
  category: string,
  known: Record<string, number>,
) => {
  const type = `public_incident.incident_${event}_v2`;
  const incident = {
    id: '01FDAG4SAP5TYPT98WGR2N7W91',
    name: 'Nobody can pay',
    reference: 'INC-123',
    mode: 'standard',
    visibility: 'public',
    created_at: at(2),
    updated_at: at(Math.max(2, ...Object.values(known))),
    permalink: 'https://app.incident.io/acme/incidents/123',
    incident_status: { id: 's', name: category, category, rank: 1 },
    severity: { id: 'x', name: 'Major', rank: 2 },
    incident_timestamp_values: Object.entries(known).map(([name, minutes]) => ({
      incident_timestamp: { id: name, name, rank: 1 },
      value: { value: at(minutes) },
    })),
    custom_field_entries: [
      {
        custom_field: {
          id: 'f',
          name: 'Affected services',
          field_type: 'multi_select',
        },
        values: [
          {
            value_catalog_entry: {
              id: 'c',
              name: 'Checkout',
              external_id: 'checkout-io',
            },
          },
        ],
      },
    ],
    duration_metrics: [],
  };
  return {
    event_type: type,
    [type]:
      event === 'status_updated'
        ? { incident, new_status: incident.incident_status, message: 'on it' }
        : incident,
  };
};

const rootly = (event: string, minutes: number, rest: object) => ({
  event: {
    id: `e-${event}`,
    type: `incident.${event}`,
    issued_at: at(minutes),
  },
  data: {
    id: 'f1c5a6a0-0000-4000-8000-000000000001',
    sequential_id: 7,
    title: 'Nobody can pay',
    slug: 'nobody-can-pay',
    kind: 'normal',
    private: false,
    status: 'started',
    url: 'https://rootly.com/account/incidents/7',
    severity: { id: 's', name: 'SEV2', slug: 'sev2', severity: 'high' },
    services: [{ id: 'svc-1', name: 'Checkout', slug: 'checkout-rootly' }],
    started_at: at(0),
    created_at: at(1),
    acknowledged_at: null,
    mitigated_at: null,
    resolved_at: null,
    duplicate_incident_id: null,
    ...rest,
  },
});

const firehydrant = (current: string, milestones: Record<string, number>) => ({
  event: { operation: 'UPDATED', resource_type: 'incident' },
  data: {
    incident: {
      id: 'd8c3b7a2-0000-4000-8000-000000000002',
      name: 'Nobody can pay',
      number: 9,
      created_at: at(1),
      started_at: at(0),
      severity: 'SEV2',
      current_milestone: current,
      incident_url: 'https://app.firehydrant.io/incidents/9',
      services: [{ id: 'x', name: 'checkout-hydrant' }],
      milestones: Object.entries(milestones).map(([type, minutes]) => ({
        id: type,
        type,
        occurred_at: at(minutes),
        created_at: at(minutes),
      })),
    },
  },
});

/** What is sent about the review, which names nothing but the incident. */
const reviews: Record<string, object> = {
  'incident-io': {
    event_type: 'public_incident.follow_up_created_v1',
    'public_incident.follow_up_created_v1': {
      id: '01FOLLOW',
      incident_id: '01FDAG4SAP5TYPT98WGR2N7W91',
      title: 'Alert earlier',
      status: 'outstanding',
      created_at: at(90),
      updated_at: at(90),
    },
  },
  rootly: {
    event: {
      id: 'pm',
      type: 'incident_post_mortem.published',
      issued_at: at(90),
    },
    data: {
      id: 'pm-1',
      incident_id: 'f1c5a6a0-0000-4000-8000-000000000001',
      title: 'Nobody can pay',
      status: 'published',
      published_at: at(90),
    },
  },
};

/** Nanoseconds as they are sent: more digits than a number holds. */
const opsgenie = (action: string, minutes: number) =>
  `{"action":"${action}","alert":{"alertId":"052652ac-5d1c-464a-812a-7dd18bbfba8c","message":"Nobody can pay","tags":["checkout-genie"],"tinyId":"23","alias":"a","createdAt":${start},"updatedAt":${
    start + minutes * MINUTE
  }000007,"username":"ada@example.com","priority":"P2"},"source":{"name":"","type":"web"},"integrationName":"operations"}`;

const never = '0001-01-01T00:00:00Z';

const tools: Record<string, Tool> = {
  alertmanager: {
    annotations: { 'prometheus.io/service-name': 'checkout-alertmanager' },
    bodies: [notification('firing', never), notification('resolved', at(60))],
    sign: bearer,
    acknowledges: false,
  },
  grafana: {
    annotations: { 'grafana/alert-label-selector': 'team=shop' },
    bodies: [grafana('firing', never), grafana('resolved', at(60))],
    sign: body => ({ 'x-grafana-alerting-signature': hex(body) }),
    acknowledges: false,
  },
  pagerduty: {
    annotations: { 'pagerduty.com/service-id': 'PSHOP' },
    bodies: [
      pagerduty('e1', 'triggered', 0, 'triggered'),
      pagerduty('e2', 'acknowledged', 5, 'acknowledged'),
      pagerduty('e3', 'priority_updated', 6, 'acknowledged'),
      pagerduty('e4', 'resolved', 60, 'resolved'),
    ],
    sign: body => ({ 'x-pagerduty-signature': `v1=${hex(body)}` }),
    acknowledges: true,
  },
  'incident-io': {
    annotations: { 'incident.io/service': 'checkout-io' },
    bodies: [
      incidentIo('created', 'live', { 'Impact started at': 0 }),
      incidentIo('updated', 'live', {
        'Impact started at': 0,
        'Accepted at': 5,
      }),
      incidentIo('status_updated', 'closed', {
        'Impact started at': 0,
        'Accepted at': 5,
        'Resolved at': 60,
      }),
    ],
    sign: body => ({
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${createHmac(
        'sha256',
        Buffer.from(secret, 'base64'),
      )
        .update(`msg_1.${seconds}.${body}`)
        .digest('base64')}`,
    }),
    acknowledges: true,
  },
  rootly: {
    annotations: { 'rootly.com/service-slug': 'other, checkout-rootly' },
    bodies: [
      rootly('created', 1, {}),
      rootly('updated', 5, { acknowledged_at: at(5) }),
      rootly('resolved', 60, {
        acknowledged_at: at(5),
        resolved_at: at(60),
        status: 'resolved',
      }),
    ],
    sign: body => ({
      'x-rootly-signature': `t=${seconds},v1=${hex(`${seconds}${body}`)}`,
    }),
    acknowledges: true,
  },
  firehydrant: {
    annotations: { 'firehydrant.com/service-name': 'checkout-hydrant' },
    bodies: [
      firehydrant('started', { started: 0 }),
      firehydrant('acknowledged', { started: 0, acknowledged: 5 }),
      firehydrant('resolved', { started: 0, acknowledged: 5, resolved: 60 }),
    ],
    sign: body => ({ 'fh-signature': hex(body) }),
    acknowledges: true,
  },
  opsgenie: {
    annotations: { 'opsgenie.com/component-selector': 'checkout-genie' },
    bodies: [],
    sign: bearer,
    acknowledges: true,
  },
};

const textsOf = (id: string): string[] =>
  id === 'opsgenie'
    ? [
        opsgenie('Create', 0),
        opsgenie('Acknowledge', 5),
        opsgenie('AddNote', 6),
        opsgenie('Close', 60),
      ]
    : tools[id].bodies.map(body => JSON.stringify(body));

const orders: [string, <T>(list: T[]) => T[]][] = [
  ['in order', list => list],
  ['backwards', list => [...list].reverse()],
  [
    'each twice, and all again',
    list => [...list.flatMap(one => [one, one]), ...list],
  ],
];

describe('the life of an incident by webhook', () => {
  let portal: Awaited<ReturnType<typeof startOperations>>;

  // One portal per order, since the same incident is told in each.
  const nameOf = (id: string) => `checkout-${id}`;

  async function open() {
    const entities: Entity[] = Object.entries(tools).map(([id, tool]) => {
      const entity = anEntity(`component:default/${nameOf(id)}`);
      return {
        ...entity,
        metadata: {
          ...entity.metadata,
          annotations: { ...entity.metadata.annotations, ...tool.annotations },
        },
      };
    });
    const bus = mockServices.events();
    const scheduler = mockServices.scheduler();
    portal = await startOperations({
      entities,
      config: {
        operations: {
          webhooks: Object.fromEntries(
            Object.keys(tools).map(id => [id, { secret }]),
          ),
        },
      },
      features: [
        eventsPlugin,
        webhooksModule,
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
      ],
    });
    await scheduler.triggerTask('operations-catalog');
  }

  async function deliver(id: string, text: string) {
    const { status } = await supertest(portal.server)
      .post(`/api/events/http/operations.${id}`)
      .set('content-type', 'application/json')
      .set(tools[id].sign(text))
      .send(text);
    expect(status).toBe(202);
  }

  async function incidentsOf(id: string): Promise<IncidentSection | null> {
    const { body } = await portal.get(
      `/v1/entities/component/default/${nameOf(id)}/overview`,
    );
    return body.incidents;
  }

  async function once(
    id: string,
    shows: (section: IncidentSection) => boolean,
  ) {
    for (let turn = 0; turn < 100; turn++) {
      const section = await incidentsOf(id);
      if (section && shows(section)) return section;
      await new Promise(resolve => {
        setTimeout(resolve, 50);
      });
    }
    return incidentsOf(id);
  }

  it.each(orders)('%s', async (_, order) => {
    await open();
    for (const id of Object.keys(tools)) {
      for (const text of order(textsOf(id))) await deliver(id, text);
    }
    for (const [id, { acknowledges }] of Object.entries(tools)) {
      const section = await once(
        id,
        ({ mttr, mtta }) => mttr.n === 1 && (mtta.n === 1 || !acknowledges),
      );
      expect({ id, ...section }).toMatchObject({
        id,
        total: 1,
        mtta: acknowledges ? { mean: 300, n: 1 } : { mean: null, n: 0 },
        mttr: { mean: 3600, n: 1 },
        mtbf: { n: 1 },
        incidents: [
          {
            title: expect.stringMatching(/Nobody can pay/),
            severity: 'sev-2',
            ackSeconds: acknowledges ? 300 : null,
            resolveSeconds: 3600,
            counted: true,
          },
        ],
        availability: {
          from: 'incidents',
          value: expect.closeTo(1 - 1 / 720, 8),
        },
      });
    }
    for (const [id, body] of Object.entries(reviews)) {
      await deliver(id, JSON.stringify(body));
    }
    const told = ({ reviews: { actionsOpen, done } }: IncidentSection) =>
      actionsOpen + done === 1;
    for (const id of Object.keys(reviews)) {
      const section = await once(id, told);
      expect(section && told(section)).toBe(true);
    }
    await portal.stop();
  });
});
