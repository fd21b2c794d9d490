import {
  burnRate,
  burnWindows,
  computeSli,
  deriveSloState,
  durationMillis,
  EvidenceInput,
  Millis,
  Sli,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { countedQuery, eventPoints, goodOf } from './eventPoints';
import { AlertingRule, PrometheusClient } from './PrometheusClient';
import { overWindow } from './promql';
import { SloDefinition } from './SloDefinition';

/** Steps a window is cut into when the method has no slices of its own: coverage is told in these. */
const STEPS = 120;

/** Look-backs of burn rates in milliseconds. */
const lookBacks: Record<string, Millis> = {
  '5m': 300_000,
  '30m': 1_800_000,
  '1h': 3_600_000,
  '2h': 7_200_000,
  '6h': 21_600_000,
  '1d': 86_400_000,
  '3d': 259_200_000,
};

/**
 * Measures an SLO now and says what it found, including that it found nothing.
 *
 * @remarks No traffic, an absent series and `NaN` are `no-data`; infinite or contradictory samples are `inconsistent`.
 * @throws when the server can't be asked: that is no statement about the SLO
 */
export async function measureSlo(
  definition: SloDefinition,
  options: {
    client: PrometheusClient;
    rules: readonly AlertingRule[];
    entityRef: string;
    now: Millis;
    signal: AbortSignal;
  },
): Promise<EvidenceInput<'slo'>> {
  const { client, now, signal, entityRef } = options;
  const window = durationMillis(definition.window);
  const slice = definition.sliceWindow
    ? durationMillis(definition.sliceWindow)
    : Math.max(60_000, Math.floor(window / STEPS));
  const points = await eventPoints(definition, {
    client,
    from: now - window + slice,
    to: now,
    step: slice,
    signal,
  });
  const sli = computeSli([...points.values()], {
    method: definition.method,
    expectedPoints: Math.max(1, Math.round(window / slice)),
    ...(definition.method === 'timeslices'
      ? { sliceTarget: definition.sliceTarget ?? definition.target }
      : {}),
  });
  const burnRates = await burnRatesOf(definition, options);
  const derived = deriveSloState({
    target: definition.target,
    window,
    sli: sli.sli,
    coverage: sli.coverage,
    burnRates,
  });
  const bound = options.rules.filter(rule => isBound(rule, definition));
  const observedAt = toIso(now);
  return {
    entityRef,
    kind: 'slo',
    source: 'prometheus',
    externalId: definition.name,
    observedAt,
    payload: {
      name: definition.name,
      target: definition.target,
      window: definition.window,
      method: definition.method,
      objective: /avail|success|error|uptime/i.test(definition.name)
        ? 'availability'
        : 'other',
      sli: sli.sli,
      errorBudgetRemaining: derived.remaining,
      burnRates,
      coverage: sli.coverage,
      state: stateOf(sli, derived.state),
      alertRules: bound.map(rule => ({
        name: rule.name,
        health: rule.health,
        ...(rule.labels.severity ? { severity: rule.labels.severity } : {}),
      })),
      firing: bound.flatMap(rule =>
        rule.alerts
          .filter(alert => alert.state === 'firing')
          .map(alert => ({
            name: rule.name,
            ...(alert.activeAt ? { startedAt: alert.activeAt } : {}),
          })),
      ),
      ...(sli.state === 'known' ? {} : { reason: sli.reason }),
    },
  };
}

/** The derived state knows thresholds; the indicator knows why there is no value. */
function stateOf(
  sli: Sli,
  derived: ReturnType<typeof deriveSloState>['state'],
) {
  return sli.state === 'known' ? derived : sli.state;
}

async function burnRatesOf(
  definition: SloDefinition,
  options: { client: PrometheusClient; now: Millis; signal: AbortSignal },
): Promise<Record<string, number | null>> {
  const { client, now, signal } = options;
  const ask = async (query: string, length: Millis) => {
    const [sample] = await client.query(overWindow(query, length), now, signal);
    return sample?.value;
  };
  const rates: Record<string, number | null> = {};
  for (const window of burnWindows) {
    const length = lookBacks[window];
    const total = await ask(definition.total, length);
    const counted = await ask(countedQuery(definition), length);
    const good =
      total === undefined ? null : goodOf(definition, counted, total);
    const sli = computeSli([{ good, total: total ?? null }], {
      method: 'occurrences',
      expectedPoints: 1,
    });
    rates[window] =
      sli.sli === null ? null : burnRate(sli.sli, definition.target);
  }
  return rates;
}

/** A rule belongs to an SLO when a label or its query names it; filters of the server are not relied on. */
function isBound(rule: AlertingRule, definition: SloDefinition): boolean {
  const names = [rule.labels.slo, rule.labels.sloth_slo, rule.labels.slo_name];
  return (
    names.includes(definition.name) ||
    rule.query.includes(`slo="${definition.name}"`)
  );
}
