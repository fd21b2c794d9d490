import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { shaped } from '@backstage-operations/plugin-operations-node';
import { z } from 'zod';
import { MonitoringTool, ToolQuestion } from '../MonitoringTool';
import { ratioOf, sloEvidence, windowOf } from '../sloEvidence';

const definition = z.looseObject({
  data: z.looseObject({
    name: z.string(),
    type: z.string(),
    thresholds: z
      .array(z.looseObject({ target: z.number(), timeframe: z.string() }))
      .min(1),
  }),
});

const history = z.looseObject({
  data: z
    .looseObject({
      overall: z.looseObject({ sli_value: z.number().nullish() }).nullish(),
    })
    .nullish(),
  errors: z.array(z.looseObject({ error: z.string().optional() })).nullish(),
});

const DAYS: Record<string, number> = { '7d': 7, '30d': 30, '90d': 90 };

/** Datadog: the SLO and its history over each of its timeframes (API v1). */
export const datadog: MonitoringTool = {
  id: 'datadog',
  title: 'Datadog',
  annotation: 'datadoghq.com/slo-id',
  several: true,
  url: 'https://api.datadoghq.com',
  headers: ({ token, applicationKey }) => ({
    'dd-api-key': token ?? '',
    'dd-application-key': applicationKey ?? '',
  }),
  async ask(question) {
    const { api, settings, value, signal } = question;
    const url = `${settings.url}/api/v1/slo/${encodeURIComponent(value)}`;
    const { data } = shaped('Datadog', definition, await api.get(url, signal));
    const items: EvidenceInput[] = [];
    for (const { target, timeframe } of data.thresholds) {
      items.push(
        sloEvidence('datadog', question, {
          name: data.name,
          target: ratioOf(target),
          window: windowOf(timeframe) ?? 'P30D',
          method: data.type === 'metric' ? 'occurrences' : 'timeslices',
          sli: await sliOver(url, DAYS[timeframe] ?? 30, question),
          ...(data.thresholds.length > 1 ? { part: timeframe } : {}),
        }),
      );
    }
    return items;
  },
};

async function sliOver(
  url: string,
  days: number,
  { api, now, signal }: ToolQuestion,
): Promise<number | null> {
  const to = Math.floor(now / 1000);
  const from = to - days * 86_400;
  const answer = shaped(
    'Datadog',
    history,
    await api.get(`${url}/history?from_ts=${from}&to_ts=${to}`, signal),
  );
  const sli = answer.errors?.length
    ? undefined
    : answer.data?.overall?.sli_value;
  return typeof sli === 'number' ? ratioOf(sli) : null;
}
