import {
  EntityProfile,
  EvidenceInput,
  EvidencePayload,
  Millis,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import {
  findFormat,
  FormatFile,
} from '@backstage-operations/plugin-operations-formats';
import { alertsOf, isBound } from './boundRules';
import {
  AlertingRule,
  PrometheusClient,
  VectorSample,
} from './PrometheusClient';

/** Annotation that names the service label of an entity's series. */
export const SERVICE = 'prometheus.io/service-name';

/** Annotation with labels of an entity's series, `key=value[,key=value]`. */
export const LABELS = 'prometheus.io/labels';

/**
 * SLOs that Sloth's and Pyrra's recording rules already compute for an entity.
 *
 * @remarks Both formats are the ones an import uses, so the methods and groups are read in one place.
 */
export async function recordedSlos(
  entity: EntityProfile,
  options: {
    client: PrometheusClient;
    rules: () => Promise<readonly AlertingRule[]>;
    now: Millis;
    signal: AbortSignal;
  },
): Promise<EvidenceInput[]> {
  const { client, now, signal } = options;
  const items: EvidenceInput[] = [];
  const context = { entityRef: entity.entityRef, now, observedAt: toIso(now) };
  for (const [format, query] of queriesOf(entity)) {
    const samples = await client.query(query, now, signal);
    if (samples.length === 0) continue;
    const read = findFormat(format)?.parse(
      FormatFile.of(answerOf(samples, now)),
      context,
    );
    const rules = await options.rules();
    items.push(...(read?.items ?? []).map(item => withAlerts(item, rules)));
  }
  return items;
}

/** Which alerts belong to an SLO stands in the rules beside its series. */
function withAlerts(
  item: EvidenceInput,
  rules: readonly AlertingRule[],
): EvidenceInput {
  if (item.kind !== 'slo') return item;
  const payload = item.payload as EvidencePayload<'slo'>;
  const labels = Object.entries(
    (payload.series ?? {}) as Record<string, string>,
  );
  const bound = rules.filter(rule =>
    labels.some(([label, value]) => isBound(rule, label, value)),
  );
  return { ...item, payload: { ...payload, ...alertsOf(bound) } };
}

function queriesOf(entity: EntityProfile): [string, string][] {
  const services = listed(entity.annotations[SERVICE]);
  const labels = listed(entity.annotations[LABELS]).filter(pair =>
    /^[a-zA-Z_]\w*=[^"\\]+$/.test(pair),
  );
  const queries: [string, string][] = [];
  if (services.length) {
    queries.push([
      'sloth',
      `{__name__=~"slo:.+|sloth_slo_info", sloth_service=~${quoted(
        servicePattern(services),
      )}}`,
    ]);
  }
  if (labels.length) {
    const matchers = labels.map(pair => {
      const at = pair.indexOf('=');
      return `${pair.slice(0, at)}=${quoted(pair.slice(at + 1))}`;
    });
    queries.push([
      'pyrra',
      `{__name__=~"pyrra_.+|.+:burnrate.+", slo!="", ${matchers.join(', ')}}`,
    ]);
  }
  return queries;
}

/** The entries of a comma separated annotation. */
export function listed(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(Boolean);
}

/** A pattern that matches exactly these services. */
export function servicePattern(services: readonly string[]): string {
  return services.map(escaped).join('|');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A string as PromQL writes it. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

function answerOf(samples: readonly VectorSample[], now: Millis): string {
  return JSON.stringify({
    status: 'success',
    data: {
      resultType: 'vector',
      result: samples.map(({ labels, value }) => ({
        metric: labels,
        value: [now / 1000, textOf(value)],
      })),
    },
  });
}

function textOf(value: number): string {
  if (value === Infinity) return '+Inf';
  return value === -Infinity ? '-Inf' : String(value);
}
