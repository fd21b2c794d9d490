import { shaped } from '@backstage-operations/plugin-operations-node';
import { z } from 'zod';
import { linkEvidence } from '../linkEvidence';
import { MonitoringTool } from '../MonitoringTool';

const services = z.looseObject({
  data: z.array(z.looseObject({ id: z.string(), name: z.string() })),
});

/** FireHydrant: the incidents of a service, by its name. */
export const firehydrant: MonitoringTool = {
  id: 'firehydrant',
  title: 'FireHydrant service',
  annotation: 'firehydrant.com/service-name',
  several: true,
  url: 'https://api.firehydrant.io',
  headers: ({ token }): Record<string, string> =>
    token ? { authorization: `Bearer ${token}` } : {},
  async ask(question) {
    const { api, settings, value, signal } = question;
    const query = new URLSearchParams({ name: value });
    const { data } = shaped(
      'FireHydrant',
      services,
      await api.get(`${settings.url}/v1/services?${query}`, signal),
    );
    // The search also finds what only begins alike.
    const own = data.find(({ name }) => name === value);
    const page = settings.link ?? 'https://app.firehydrant.io/services/{value}';
    return linkEvidence('firehydrant', question, {
      type: 'incident-metrics-dashboard',
      title: `${value} in FireHydrant`,
      url: page.replaceAll('{value}', encodeURIComponent(own?.id ?? '')),
      reachable: own !== undefined,
    });
  },
};
