import { shaped } from '@backstage-operations/plugin-operations-node';
import { z } from 'zod';
import { linkEvidence } from '../linkEvidence';
import { MonitoringTool } from '../MonitoringTool';

const services = z.looseObject({ data: z.array(z.string()).nullable() });

/** Jaeger: the traces of a service, there when Jaeger has heard of it. */
export const jaeger: MonitoringTool = {
  id: 'jaeger',
  title: 'Jaeger',
  annotation: 'jaegertracing.io/service',
  several: true,
  headers: ({ token }): Record<string, string> =>
    token ? { authorization: `Bearer ${token}` } : {},
  async ask(question) {
    const { api, settings, value, signal } = question;
    const { data } = shaped(
      'Jaeger',
      services,
      await api.get(`${settings.url}/api/services`, signal),
    );
    return linkEvidence('jaeger', question, {
      type: 'traces',
      title: `Traces of ${value}`,
      url: `${settings.url}/search?service=${encodeURIComponent(value)}`,
      reachable: (data ?? []).includes(value),
    });
  },
};
