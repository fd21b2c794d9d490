import { Format } from '../Format';
import { alertmanager } from './alertmanager';
import { firehydrant } from './firehydrant';
import { githubIncidents } from './githubIncidents';
import { grafanaAlerts } from './grafanaAlerts';
import { incidentIo } from './incidentIo';
import { opsgenie } from './opsgenie';
import { pagerdutyIncidents } from './pagerdutyIncidents';
import { pagerdutyLogEntries } from './pagerdutyLogEntries';
import { pagerdutyWebhook } from './pagerdutyWebhook';
import { postmortem } from './postmortem';
import { prometheusAlerts } from './prometheusAlerts';
import { rootly } from './rootly';
import { statuspage } from './statuspage';

/** Formats of alerting and incident tools, and of post-mortems. */
export const incidentFormats: readonly Format[] = [
  alertmanager,
  grafanaAlerts,
  prometheusAlerts,
  pagerdutyWebhook,
  pagerdutyIncidents,
  pagerdutyLogEntries,
  incidentIo,
  rootly,
  firehydrant,
  opsgenie,
  statuspage,
  githubIncidents,
  postmortem,
];
