import { MonitoringTool } from '../MonitoringTool';
import { datadog } from './datadog';
import { dynatrace } from './dynatrace';
import { elasticsearch } from './elasticsearch';
import { firehydrant } from './firehydrant';
import { grafana } from './grafana';
import {
  grafanaAlertRules,
  grafanaDashboards,
  grafanaOverview,
} from './grafanaSelectors';
import { jaeger } from './jaeger';
import { loki } from './loki';
import { newrelic } from './newrelic';
import { opsgenie, opsgenieTeam } from './opsgenie';
import { pingdom } from './pingdom';
import { rootly, rootlyById } from './rootly';
import { tempo } from './tempo';
import { uptimerobot } from './uptimerobot';

/** Every tool that is understood; add one file and one line. */
export const monitoringTools: readonly MonitoringTool[] = [
  datadog,
  newrelic,
  dynatrace,
  pingdom,
  uptimerobot,
  grafana,
  grafanaDashboards,
  grafanaOverview,
  grafanaAlertRules,
  loki,
  elasticsearch,
  jaeger,
  tempo,
  opsgenie,
  opsgenieTeam,
  rootly,
  rootlyById,
  firehydrant,
];
