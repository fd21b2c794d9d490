import { bodyHmac } from './schemes/bodyHmac';
import { grafana } from './schemes/grafana';
import { pagerduty } from './schemes/pagerduty';
import { rootly } from './schemes/rootly';
import { Scheme } from './schemes/Scheme';
import { sharedCredential } from './schemes/sharedCredential';
import { standardWebhooks } from './schemes/standardWebhooks';

/** A tool that posts alerts or incidents. */
export interface WebhookTool {
  /** Key in the configuration, and end of the topic. */
  id: string;
  /** Format that reads its body. */
  format: string;
  scheme: Scheme;
  /** Annotations that route a delivery, with where in the body their values stand. */
  routes: readonly { annotation: string; paths: readonly string[] }[];
  /** Key of the list whose entries are routed one by one. */
  entries?: string;
}

const alertRoutes: WebhookTool['routes'] = [
  {
    annotation: 'backstage-operations.io/alert-service',
    paths: ['labels.service', 'labels.job'],
  },
  {
    annotation: 'prometheus.io/service-name',
    paths: ['labels.service', 'labels.sloth_service', 'labels.job'],
  },
  { annotation: 'prometheus.io/alert', paths: ['labels.alertname'] },
];

/** Every tool that is understood. */
export const webhookTools: readonly WebhookTool[] = [
  {
    id: 'alertmanager',
    format: 'alertmanager',
    scheme: sharedCredential,
    routes: alertRoutes,
    entries: 'alerts',
  },
  {
    id: 'grafana',
    format: 'grafana',
    scheme: grafana,
    routes: [
      ...alertRoutes,
      { annotation: 'grafana/alert-label-selector', paths: ['labels'] },
    ],
    entries: 'alerts',
  },
  {
    id: 'pagerduty',
    format: 'pagerduty-webhook',
    scheme: pagerduty,
    routes: [
      {
        annotation: 'pagerduty.com/service-id',
        paths: ['event.data.service.id', 'event.data.incident.service.id'],
      },
    ],
  },
  {
    id: 'incident-io',
    format: 'incident-io',
    scheme: standardWebhooks,
    routes: [
      {
        annotation: 'incident.io/service',
        paths: [
          '*.custom_field_entries.*.values.*.value_catalog_entry.external_id',
          '*.custom_field_entries.*.values.*.value_text',
        ],
      },
    ],
  },
  {
    id: 'rootly',
    format: 'rootly',
    scheme: rootly,
    routes: [
      { annotation: 'rootly.com/service-id', paths: ['data.services.*.id'] },
      {
        annotation: 'rootly.com/service-slug',
        paths: ['data.services.*.slug'],
      },
    ],
  },
  {
    id: 'firehydrant',
    format: 'firehydrant',
    scheme: bodyHmac('fh-signature'),
    routes: [
      {
        annotation: 'firehydrant.com/service-name',
        paths: ['data.incident.services.*.name', 'data.services.*.name'],
      },
    ],
  },
  {
    id: 'opsgenie',
    format: 'opsgenie',
    scheme: sharedCredential,
    routes: [
      {
        annotation: 'opsgenie.com/component-selector',
        paths: ['alert.tags.*', 'alert.details.service'],
      },
      {
        annotation: 'opsgenie.com/team',
        paths: ['alert.team', 'alert.teams.*'],
      },
    ],
  },
  {
    id: 'tickets',
    format: 'support-tickets-json',
    scheme: sharedCredential,
    routes: [
      {
        annotation: 'backstage-operations.io/support-queue',
        paths: ['queue', 'tickets.*.queue'],
      },
    ],
  },
];
