import { shaped } from '@backstage-operations/plugin-operations-node';
import { isError } from '@backstage/errors';
import { z } from 'zod';
import { linkEvidence } from '../linkEvidence';
import { MonitoringTool } from '../MonitoringTool';

const service = z.looseObject({
  data: z.looseObject({
    attributes: z.looseObject({ name: z.string(), slug: z.string() }),
  }),
});

/** Rootly: the incidents of a service, by its slug. */
export const rootly: MonitoringTool = {
  id: 'rootly',
  title: 'Rootly service',
  annotation: 'rootly.com/service-slug',
  several: true,
  url: 'https://api.rootly.com',
  headers: ({ token }): Record<string, string> => ({
    accept: 'application/vnd.api+json',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  }),
  async ask(question) {
    const { api, settings, value, signal } = question;
    const page = (slug: string) =>
      `${
        settings.link ?? 'https://rootly.com/account/services/{value}'
      }`.replaceAll('{value}', encodeURIComponent(slug));
    try {
      const {
        data: { attributes },
      } = shaped(
        'Rootly',
        service,
        await api.get(
          `${settings.url}/v1/services/${encodeURIComponent(value)}`,
          signal,
        ),
      );
      return linkEvidence('rootly', question, {
        type: 'incident-metrics-dashboard',
        title: `${attributes.name} in Rootly`,
        url: page(attributes.slug),
        reachable: true,
      });
    } catch (error) {
      if (!isError(error) || error.name !== 'NotFoundError') throw error;
      return linkEvidence('rootly', question, {
        type: 'incident-metrics-dashboard',
        title: `${value} in Rootly`,
        url: page(value),
        reachable: false,
      });
    }
  },
};

/** The same by its id. */
export const rootlyById: MonitoringTool = {
  ...rootly,
  id: 'rootly-id',
  key: 'rootly',
  annotation: 'rootly.com/service-id',
};
