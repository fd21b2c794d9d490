import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { FormatFile, isRecord } from '../FormatFile';
import { instantOf } from '../shared/instants';
import { promisedRecord, promisedSlos, Rule } from './sloRules';

const format = 'prometheus-rules';

const labels = z.record(z.string(), z.coerce.string()).nullish();

const group = z.looseObject({
  name: z.string(),
  rules: z.array(
    z.looseObject({
      record: z.string().optional(),
      alert: z.string().optional(),
      expr: z.coerce.string().optional(),
      labels,
      // As the HTTP API calls the same.
      type: z.string().optional(),
      name: z.string().optional(),
      query: z.string().optional(),
      health: z.string().optional(),
      alerts: z
        .array(
          z.looseObject({ state: z.string(), activeAt: z.string().optional() }),
        )
        .nullish(),
    }),
  ),
});

type Group = z.infer<typeof group>;

function rulesOf({ name, rules }: Group): Rule[] {
  return rules.map(rule => {
    const isAlert = rule.type === 'alerting';
    return {
      group: name,
      record:
        rule.record ?? (rule.type === 'recording' ? rule.name : undefined),
      alert: rule.alert ?? (isAlert ? rule.name : undefined),
      expr: rule.expr ?? rule.query ?? '',
      labels: rule.labels ?? {},
      health:
        rule.health === 'ok' || rule.health === 'err' ? rule.health : 'unknown',
      firingSince: (rule.alerts ?? []).flatMap(({ state, activeAt }) =>
        state === 'firing' ? instantOf(format, activeAt) ?? [] : [],
      ),
    };
  });
}

/** The groups of a rule file, of Kubernetes objects that hold one, or of the HTTP API's answer. */
function groupsIn(value: unknown): unknown[] {
  if (!isRecord(value)) return [];
  if (value.status === 'success' && isRecord(value.data)) {
    return groupsIn(value.data);
  }
  if (value.kind === 'PrometheusRule') return groupsIn(value.spec);
  if (Array.isArray(value.items)) return value.items.flatMap(groupsIn);
  return Array.isArray(value.groups) ? value.groups : [];
}

function documentsOf(file: FormatFile): unknown[] {
  const { text } = file;
  if (text === undefined || !text.includes('groups')) return [];
  if (file.json !== undefined) return [file.json];
  try {
    const documents = parseAllDocuments(text);
    if (!Array.isArray(documents)) return [];
    return documents.flatMap(document =>
      document.errors.length > 0 ? [] : [document.toJS({ maxAliasCount: 100 })],
    );
  } catch {
    return [];
  }
}

function readRules(file: FormatFile): Rule[] {
  return documentsOf(file)
    .flatMap(groupsIn)
    .flatMap(value => {
      const read = group.safeParse(value);
      return read.success ? rulesOf(read.data) : [];
    });
}

/**
 * Rules that Sloth and Pyrra generate: a rule file, a PrometheusRule of Kubernetes, or the answer of Prometheus to `/api/v1/rules`.
 *
 * @remarks They promise and tell which alerts belong to an SLO; figures come from what the rules record.
 * @public
 */
export const prometheusRules: Format = {
  id: format,
  title: 'Recording rules of Sloth and Pyrra',
  tool: 'prometheus',
  versions: 'Sloth 0.10 and later, Pyrra 0.6 and later; Prometheus HTTP API v1',
  mediaTypes: ['application/yaml', 'application/json'],
  detect: file => promisedSlos(readRules(file)).length > 0,
  parse(file, context) {
    file.requireText(format);
    const slos = promisedSlos(readRules(file));
    const problems = slos.filter(one => typeof one === 'string');
    const items = slos.flatMap(one =>
      typeof one === 'string' ? [] : [promisedRecord(one, context)],
    );
    if (items.length === 0) {
      throw new FormatError(
        `${format}: no SLO of Sloth or Pyrra in the rules${
          problems.length > 0 ? `: ${problems.join('; ')}` : ''
        }`,
      );
    }
    return { items, warnings: problems };
  },
};
