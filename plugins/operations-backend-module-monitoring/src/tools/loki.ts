import { shaped } from '@backstage-operations/plugin-operations-node';
import { z } from 'zod';
import { linkEvidence, linkTo } from '../linkEvidence';
import { MonitoringTool } from '../MonitoringTool';
import { tenantHeaders } from '../tenantHeaders';

const counted = z.looseObject({
  status: z.literal('success'),
  data: z.looseObject({
    resultType: z.literal('vector'),
    result: z.array(
      z.looseObject({ value: z.tuple([z.number(), z.string()]) }),
    ),
  }),
});

/** Loki: the logs that a selector finds, there when a line of the last day is. */
export const loki: MonitoringTool = {
  id: 'loki',
  title: 'Loki',
  annotation: 'loki.grafana.com/selector',
  // A selector has commas of its own.
  several: false,
  headers: tenantHeaders,
  async ask(question) {
    const { api, settings, value, now, signal } = question;
    const query = new URLSearchParams({
      query: `sum(count_over_time(${value}[24h]))`,
      time: String(now * 1_000_000),
    });
    const { data } = shaped(
      'Loki',
      counted,
      await api.get(`${settings.url}/loki/api/v1/query?${query}`, signal),
    );
    return linkEvidence('loki', question, {
      type: 'logs',
      title: 'Logs in Loki',
      url: linkTo('loki', question),
      reachable: data.result.some(({ value: [, lines] }) => Number(lines) > 0),
    });
  },
};
