import {
  EntityProfile,
  EvidenceInput,
  Millis,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { AlertingRule, PrometheusClient } from './PrometheusClient';
import { LABELS, listed } from './recordedSlos';

/** Queries or recording rules that a portal draws, each with the label that tells its lines apart: `query|label,query`. */
const RULE = 'prometheus.io/rule';

/** Names of alerting rules, or `all`. */
const ALERT = 'prometheus.io/alert';

const DAY: Millis = 86_400_000;

type Found = { externalId: string } & Record<
  'type' | 'title' | 'url',
  string
> & {
    reachable: boolean;
  };

/** The entries of a list whose queries may hold commas in brackets of their own. */
export function queriesIn(text: string | undefined): string[] {
  const parts = [''];
  let depth = 0;
  for (const letter of text ?? '') {
    if ('([{'.includes(letter)) depth += 1;
    if (')]}'.includes(letter)) depth -= 1;
    if (letter === ',' && depth <= 0) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map(part => part.trim()).filter(Boolean);
}

/**
 * Links to what the annotations `prometheus.io/rule` and `prometheus.io/alert` show, each checked to be there.
 *
 * @remarks A query is there when it gives a series now; alerting rules are when one of the name, with the labels of `prometheus.io/labels`,
 * is loaded and evaluates.
 */
export async function linksOf(
  entity: EntityProfile,
  options: {
    client: PrometheusClient;
    rules: () => Promise<readonly AlertingRule[]>;
    now: Millis;
    signal: AbortSignal;
  },
): Promise<EvidenceInput<'document'>[]> {
  const { client, now, signal } = options;
  const found: Found[] = [];
  for (const entry of queriesIn(entity.annotations[RULE])) {
    const query = entry.replace(/\|[^|"]*$/, '').trim();
    const series = await client.query(query, now, signal);
    found.push({
      type: 'dashboard',
      externalId: `rule/${query}`,
      title: `Prometheus: ${query}`,
      url: client.linkTo('graph', { 'g0.expr': query, 'g0.tab': '0' }),
      reachable: series.length > 0,
    });
  }
  const names = listed(entity.annotations[ALERT]);
  const rules = names.length > 0 ? await options.rules() : [];
  for (const name of names) {
    const own = rules.filter(rule => isAskedFor(rule, name, entity));
    found.push({
      type: 'alerting-rules',
      externalId: `alert/${name}`,
      title: name === 'all' ? 'Alerting rules' : `Alerting rule ${name}`,
      url: client.linkTo('alerts', name === 'all' ? {} : { search: name }),
      reachable: own.length > 0 && own.every(({ health }) => health !== 'err'),
    });
  }
  return found.map(({ externalId, ...payload }) => ({
    entityRef: entity.entityRef,
    kind: 'document',
    source: 'prometheus',
    externalId: `${client.name}/${externalId}`.slice(0, 253),
    // By the day: a link that is still there says nothing new.
    observedAt: toIso(Math.floor(now / DAY) * DAY),
    payload: { ...payload, title: payload.title.slice(0, 253) },
  }));
}

function isAskedFor(
  { name, labels }: AlertingRule,
  asked: string,
  entity: EntityProfile,
): boolean {
  const pairs = listed(entity.annotations[LABELS]).map(pair => pair.split('='));
  return (
    (asked === 'all' || asked === name) &&
    pairs.every(([key, value]) => !(key in labels) || labels[key] === value)
  );
}
