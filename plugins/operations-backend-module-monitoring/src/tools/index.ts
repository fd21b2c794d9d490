import { MonitoringTool } from '../MonitoringTool';
import { datadog } from './datadog';
import { dynatrace } from './dynatrace';
import { elasticsearch } from './elasticsearch';
import { grafana } from './grafana';
import { jaeger } from './jaeger';
import { loki } from './loki';
import { newrelic } from './newrelic';
import { pingdom } from './pingdom';
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
  loki,
  elasticsearch,
  jaeger,
  tempo,
];
