import { shaped } from '@backstage-operations/plugin-operations-node';
import { isError } from '@backstage/errors';
import { z } from 'zod';
import { linkEvidence } from '../linkEvidence';
import { MonitoringTool } from '../MonitoringTool';

const dashboard = z.looseObject({
  meta: z.looseObject({ url: z.string() }),
  dashboard: z.looseObject({ title: z.string() }),
});

/** Grafana: a dashboard by its uid, looked up over the HTTP API. */
export const grafana: MonitoringTool = {
  id: 'grafana',
  title: 'Grafana',
  annotation: 'grafana/dashboard-uid',
  several: true,
  headers: ({ token }): Record<string, string> =>
    token ? { authorization: `Bearer ${token}` } : {},
  async ask(question) {
    const { api, settings, value, signal } = question;
    const uid = encodeURIComponent(value);
    try {
      const found = shaped(
        'Grafana',
        dashboard,
        await api.get(`${settings.url}/api/dashboards/uid/${uid}`, signal),
      );
      return linkEvidence('grafana', question, {
        type: 'dashboard',
        title: found.dashboard.title,
        url: new URL(found.meta.url, `${settings.url}/`).toString(),
        reachable: true,
      });
    } catch (error) {
      if (!isError(error) || error.name !== 'NotFoundError') throw error;
      return linkEvidence('grafana', question, {
        type: 'dashboard',
        title: `Dashboard ${value}`,
        url: `${settings.url}/d/${uid}`,
        reachable: false,
      });
    }
  },
};
