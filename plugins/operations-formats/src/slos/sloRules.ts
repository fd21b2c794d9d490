import {
  EvidenceInput,
  EvidencePayload,
  sampleValue,
} from '@backstage-operations/plugin-operations-common';
import { FormatContext } from '../Format';
import { observation } from '../shared/records';
import { exactTarget, windowOfSeconds } from './measuredSlo';
import { objectiveOf, sloRecord } from './sloRecord';

/** A recording or alerting rule, wherever it was written down. */
export interface Rule {
  /** Name of the group it stands in. */
  group: string;
  record?: string;
  alert?: string;
  expr: string;
  labels: Record<string, string>;
  /** As a server that has loaded it says; a file does not know. */
  health: 'ok' | 'unknown' | 'err';
  /** Since when it fires, ISO 8601; empty when it does not. */
  firingSince: string[];
}

type Payload = EvidencePayload<'slo'>;

/** What the rules of one SLO promise. */
interface Promised {
  name: string;
  source: 'sloth' | 'pyrra';
  target: number;
  /** ISO 8601. */
  window: string;
  method: Payload['method'];
  alerts: Rule[];
}

const days: Record<string, number> = { h: 1 / 24, d: 1, w: 7, y: 365 };

/** The number in `vector(0.999)` or `0.999`. */
function constant(expr: string | undefined): number | undefined {
  const text = (expr ?? '').trim();
  const inside = /^vector\(\s*([^()]+?)\s*\)$/.exec(text)?.[1] ?? text;
  const value = sampleValue(inside);
  return Number.isFinite(value) ? value : undefined;
}

function grouped(
  rules: readonly Rule[],
  keyOf: (rule: Rule) => string | undefined,
): Map<string, Rule[]> {
  const found = new Map<string, Rule[]>();
  for (const rule of rules) {
    const key = keyOf(rule);
    if (key === undefined) continue;
    const known = found.get(key);
    if (known) known.push(rule);
    else found.set(key, [rule]);
  }
  return found;
}

/** Sloth writes the objective and the period as constants, and its alerts into a group that is named after the SLO. */
function slothOf(id: string, rules: readonly Rule[]): Promised | string {
  const own = rules.filter(({ labels }) => labels.sloth_id === id);
  const valueOf = (record: string) =>
    constant(own.find(rule => rule.record === record)?.expr);
  const target = exactTarget(valueOf('slo:objective:ratio'));
  const period = valueOf('slo:time_period:days');
  if (target === undefined || !(target >= 0 && target < 1)) {
    return `${id}: the rule slo:objective:ratio is missing or not in [0, 1)`;
  }
  if (period === undefined || !(period >= 1)) {
    return `${id}: the rule slo:time_period:days is missing`;
  }
  return {
    name: own[0].labels.sloth_slo ?? id,
    source: 'sloth',
    target,
    window: windowOfSeconds(period * 86_400),
    method: 'ratio-timeslices',
    alerts: rules.filter(
      ({ alert, group, labels, expr }) =>
        alert !== undefined &&
        (labels.sloth_id === id ||
          group === `sloth-slo-alerts-${id}` ||
          expr.includes(`sloth_id="${id}"`)),
    ),
  };
}

/**
 * Pyrra writes the objective into the conditions of its alerts, and the window into the name of what it counts over it; its generic rules
 * hold both, where there are any.
 */
function pyrraOf(name: string, own: readonly Rule[]): Promised | string {
  const targets = own.flatMap(
    ({ expr }) => /\(\s*1\s*-\s*(0?\.\d+)\s*\)/.exec(expr)?.[1] ?? [],
  );
  const generic = (record: string) =>
    constant(own.find(rule => rule.record === record)?.expr);
  const seconds = generic('pyrra_window');
  const window =
    seconds === undefined
      ? own
          .flatMap(({ record }) => {
            const found = /:(?:increase|count)(\d+)([hdwy])$/.exec(
              record ?? '',
            );
            return found ? [Number(found[1]) * days[found[2]]] : [];
          })
          .sort((a, b) => b - a)[0]
      : seconds / 86_400;
  const target =
    generic('pyrra_objective') ??
    (targets.length > 0 ? Number(targets[0]) : undefined);
  if (target === undefined) return `${name}: no alert names its objective`;
  if (!(target >= 0 && target < 1)) {
    return `${name}: its objective ${target} is not in [0, 1)`;
  }
  if (!(window > 0)) return `${name}: no increase names its window`;
  return {
    name,
    source: 'pyrra',
    target,
    window: windowOfSeconds(window * 86_400),
    method: 'occurrences',
    alerts: own.filter(({ alert }) => alert !== undefined),
  };
}

/** Two services may each have an SLO of one name: then its whole id names it. */
function withOwnNames(
  slos: readonly [id: string, promised: Promised | string][],
): (Promised | string)[] {
  const names = slos.map(([, one]) =>
    typeof one === 'string' ? undefined : one.name,
  );
  return slos.map(([id, one]) =>
    typeof one !== 'string' &&
    names.filter(name => name === one.name).length > 1
      ? { ...one, name: id }
      : one,
  );
}

/** What the rules of Sloth and Pyrra promise; a text says why one is not understood. */
export function promisedSlos(rules: readonly Rule[]): (Promised | string)[] {
  const sloth = grouped(rules, ({ record, labels }) =>
    record?.startsWith('slo:') ? labels.sloth_id : undefined,
  );
  const pyrra = grouped(rules, ({ labels }) => labels.slo);
  return [
    ...withOwnNames([...sloth.keys()].map(id => [id, slothOf(id, rules)])),
    ...[...pyrra]
      .filter(([, own]) =>
        own.some(({ record }) =>
          /:(burnrate|increase)\d+\w+$/.test(record ?? ''),
        ),
      )
      .map(([name, own]) => pyrraOf(name, own)),
  ];
}

/** A promise as evidence: it has no data until something measures it, but its alert rules and what fires is known. */
export function promisedRecord(
  { name, source, target, window, method, alerts }: Promised,
  context: FormatContext,
): EvidenceInput<'slo'> {
  const record = sloRecord(context, source, observation(context), {
    name,
    target,
    window,
    method,
    state: 'no-data',
    definitionOnly: true,
    objective: objectiveOf(name),
    alertRules: alerts.map(({ alert = '', health, labels }) => {
      const severity = labels.sloth_severity ?? labels.severity;
      return { name: alert, health, ...(severity ? { severity } : {}) };
    }),
    firing: alerts.flatMap(({ alert = '', firingSince }) =>
      firingSince.map(startedAt => ({ name: alert, startedAt })),
    ),
  });
  // Beside what is measured under the same name, never a later revision of it.
  return { ...record, externalId: `rules/${record.externalId}`.slice(0, 253) };
}
