import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { shaped } from '@backstage-operations/plugin-operations-node';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { MonitoringTool, ToolQuestion } from '../MonitoringTool';
import { ratioOf, sloEvidence } from '../sloEvidence';

const indicator = z.looseObject({
  name: z.string(),
  objectives: z
    .array(
      z.looseObject({
        target: z.number(),
        timeWindow: z.looseObject({
          rolling: z.looseObject({ count: z.number(), unit: z.string() }),
        }),
      }),
    )
    .min(1),
  resultQueries: z.looseObject({
    indicator: z.looseObject({ nrql: z.string() }),
  }),
});

const levels = z.looseObject({
  data: z.looseObject({
    actor: z.looseObject({
      entity: z.looseObject({
        serviceLevel: z.looseObject({ indicators: z.array(indicator).min(1) }),
      }),
    }),
  }),
});

const results = z.looseObject({
  data: z.looseObject({
    actor: z.looseObject({
      account: z.looseObject({
        nrql: z.looseObject({
          results: z.array(z.record(z.string(), z.unknown())),
        }),
      }),
    }),
  }),
});

const levelQuery = `query($guid: EntityGuid!) { actor { entity(guid: $guid) { serviceLevel { indicators {
  name objectives { target timeWindow { rolling { count unit } } } resultQueries { indicator { nrql } } } } } } }`;

const valueQuery = `query($account: Int!, $nrql: Nrql!) { actor { account(id: $account) { nrql(query: $nrql) { results } } } }`;

async function sliOf(
  { api, settings, signal }: ToolQuestion,
  nrql: string,
): Promise<number | null> {
  const { data } = shaped(
    'New Relic',
    results,
    await api.post(
      `${settings.url}/graphql`,
      { query: valueQuery, variables: { account: settings.account, nrql } },
      signal,
    ),
  );
  const [row] = data.actor.account.nrql.results;
  const value = Object.values(row ?? {}).find(one => typeof one === 'number');
  return typeof value === 'number' ? ratioOf(value) : null;
}

/** New Relic: a service level and the result of its own query (NerdGraph). */
export const newrelic: MonitoringTool = {
  id: 'newrelic',
  title: 'New Relic',
  annotation: 'newrelic.com/service-level-guid',
  several: true,
  url: 'https://api.newrelic.com',
  headers: ({ token }) => ({ 'api-key': token ?? '' }),
  async ask(question) {
    const { api, settings, value, signal } = question;
    if (settings.account === undefined) {
      throw new InputError(
        'operations.monitoring.tools.newrelic.account is not configured',
      );
    }
    const { data } = shaped(
      'New Relic',
      levels,
      await api.post(
        `${settings.url}/graphql`,
        { query: levelQuery, variables: { guid: value } },
        signal,
      ),
    );
    const [level] = data.actor.entity.serviceLevel.indicators;
    const { nrql } = level.resultQueries.indicator;
    const items: EvidenceInput[] = [];
    for (const { target, timeWindow } of level.objectives) {
      const { count, unit } = timeWindow.rolling;
      if (unit !== 'DAY')
        throw new InputError(`${level.name}: a window in ${unit}`);
      items.push(
        sloEvidence('newrelic', question, {
          name: level.name,
          target: ratioOf(target),
          window: `P${count}D`,
          method: 'occurrences',
          sli: await sliOf(question, `${nrql} SINCE ${count} days ago`),
          ...(level.objectives.length > 1 ? { part: `${count}d` } : {}),
        }),
      );
    }
    return items;
  },
};
