import { bodyHmac } from './schemes/bodyHmac';
import { grafana } from './schemes/grafana';
import { pagerduty } from './schemes/pagerduty';
import { rootly } from './schemes/rootly';
import { Scheme } from './schemes/Scheme';
import { sharedCredential } from './schemes/sharedCredential';
import { standardWebhooks } from './schemes/standardWebhooks';

/** How a delivery finds its entity. */
export interface WebhookRoute {
  annotation: string;
  /** Where in the body the values stand. */
  paths: readonly string[];
  /** The annotation selects by labels: of each key that it names one of the values must be there. */
  selector?: true;
  /** Other spellings under which an annotation may name a value. */
  spellings?(value: string): string[];
}

/** A tool that posts alerts or incidents. */
export interface WebhookTool {
  /** Key in the configuration, and end of the topic. */
  id: string;
  /** Format that reads its body. */
  format: string;
  scheme: Scheme;
  /** Annotations that route a delivery, with where in the body their values stand. */
  routes: readonly WebhookRoute[];
  /** Where a delivery that names no entity names the incident that it belongs to, with the source of that incident. */
  incident?: { source: string; paths: readonly string[] };
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
      {
        annotation: 'grafana/alert-label-selector',
        paths: ['labels'],
        selector: true,
      },
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
    // Follow-ups and post-mortems carry no fields of their own.
    incident: {
      source: 'incident-io',
      paths: ['*.incident_id', '*.incident.id'],
    },
    routes: [
      {
        annotation: 'incident.io/service',
        paths: [
          // An incident, or an event that holds one.
          ...['*', '*.incident'].flatMap(incident => [
            `${incident}.custom_field_entries.*.values.*.value_catalog_entry.external_id`,
            `${incident}.custom_field_entries.*.values.*.value_text`,
          ]),
        ],
      },
    ],
  },
  {
    id: 'rootly',
    format: 'rootly',
    scheme: rootly,
    incident: { source: 'rootly', paths: ['data.incident_id', 'data.id'] },
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
        paths: [
          'alert.tags.*',
          'alert.details.service',
          'incident.tags.*',
          'incident.impactedServices.*',
        ],
        // As its search is written.
        spellings: tag => [`tag:"${tag}"`, `tag:${tag}`],
      },
      {
        annotation: 'opsgenie.com/team',
        paths: ['alert.team', 'alert.teams.*', 'incident.teams.*'],
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
