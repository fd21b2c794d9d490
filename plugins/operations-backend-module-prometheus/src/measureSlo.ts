import {
  combineGroups,
  computeSli,
  deriveSloState,
  durationMillis,
  EvidenceInput,
  Millis,
  Sli,
  SliGroup,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { InputError } from '@backstage/errors';
import { alertsOf, isBound } from './boundRules';
import { burnRatesOf } from './burnRatesOf';
import { calendarPeriod } from './calendarPeriod';
import { eventGroups } from './eventPoints';
import { sliceBurnRates } from './sliceBurnRates';
import { AlertingRule, PrometheusClient } from './PrometheusClient';
import { SloDefinition } from './SloDefinition';

/** Steps a window is cut into when the method has no slices of its own: coverage is told in these. */
const STEPS = 120;

/** Labels by which an alerting rule names its SLO. */
const LABELS = ['slo', 'sloth_slo', 'slo_name'];

/** Groups of a grouped SLO that are listed at most. */
const MOST_GROUPS = 100;

/** How the time that counts is cut into steps. */
interface Cut {
  from: Millis;
  step: Millis;
  /** Steps that the whole window holds, to come as well as past. */
  expected: number;
}

/**
 * A rolling window reaches back from now; one on the calendar from its begin.
 *
 * @throws InputError when the calendar is not understood
 */
function cutOf(definition: SloDefinition, now: Millis): Cut {
  const { calendar, sliceWindow, name } = definition;
  const period = calendar
    ? calendarPeriod(calendar, definition.window, now)
    : { from: now - durationMillis(definition.window), to: now };
  if (!period) {
    throw new InputError(
      `${name}: the calendar window from ${calendar?.startTime} ${calendar?.timeZone} is not understood, or has not begun`,
    );
  }
  const length = period.to - period.from;
  const elapsed = now - period.from;
  const usual = Math.max(60_000, Math.floor(length / STEPS));
  // Slices are as long as they are defined; steps of our own leave no rest at the begin of the window.
  const step = sliceWindow
    ? durationMillis(sliceWindow)
    : Math.max(1000, elapsed / Math.max(1, Math.ceil(elapsed / usual)));
  return {
    from: period.from,
    step: Math.floor(step / 1000) * 1000,
    expected: Math.max(1, Math.round(length / step)),
  };
}

/**
 * Measures an SLO now and says what it found, including that it found nothing.
 *
 * @remarks
 * No traffic, an absent series and `NaN` are `no-data`; infinite or contradictory samples are `inconsistent`. Where the queries give several
 * groups the worst speaks, and a group without data is worse than any with.
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
  const { from, step, expected } = cutOf(definition, now);
  const steps = Math.floor((now - from) / step);
  const found =
    steps > 0
      ? await eventGroups(definition, {
          client,
          from: now - (steps - 1) * step,
          to: now,
          step,
          signal,
        })
      : [];
  const { worst: sli, groups } = combineGroups(
    found.map(({ name, points }) => ({
      name,
      result: computeSli([...points.values()], {
        method: definition.method,
        expectedPoints: expected,
        ...(definition.method === 'timeslices'
          ? { sliceTarget: definition.sliceTarget ?? definition.target }
          : {}),
      }),
    })),
  );
  const burnRates =
    definition.method === 'occurrences' &&
    found.some(({ points }) => points.size > 0)
      ? await burnRatesOf(definition, options)
      : sliceBurnRates(definition, found, { from, now, step });
  const derived = deriveSloState({
    target: definition.target,
    window,
    sli: sli.sli,
    coverage: sli.coverage,
    burnRates,
  });
  const bound = options.rules.filter(rule =>
    LABELS.some(label => isBound(rule, label, definition.name)),
  );
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
      objective: definition.objective,
      sli: sli.sli,
      errorBudgetRemaining: derived.remaining,
      burnRates,
      coverage: sli.coverage,
      state: stateOf(sli, derived.state),
      ...alertsOf(bound),
      ...(sli.state === 'known' ? {} : { reason: sli.reason }),
      ...(definition.calendar ? { calendar: definition.calendar } : {}),
      ...(groups.length > 1 ? { groups: listed(groups) } : {}),
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

/** All groups, the worst first, so that it is seen what the worst hides behind. */
function listed(groups: readonly SliGroup[]) {
  return groups.slice(0, MOST_GROUPS).map(({ name, result }) => ({
    name,
    sli: result.sli,
    state: result.state,
  }));
}
