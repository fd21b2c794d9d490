import {
  combineGroups,
  computeSli,
  durationMillis,
  Millis,
  Sli,
} from '@backstage-operations/plugin-operations-common';
import { MeasuredSeries } from '@backstage-operations/plugin-operations-node';
import { calendarPeriod } from './calendarPeriod';
import { EventGroup, eventGroups } from './eventPoints';
import { PrometheusClient } from './PrometheusClient';
import { SloDefinition } from './SloDefinition';

/** Steps that a plot is computed from at most; a plot of finer slices is left to what is stored. */
const MOST_STEPS = 10_000;

const wholeSeconds = (length: Millis) =>
  Math.max(1000, Math.floor(length / 1000) * 1000);

/** How a plot is cut: the window holds `perWindow` steps, and every `stride`th step is shown. */
function cutOf(
  definition: SloDefinition,
  { from, to, maxPoints }: { from: Millis; to: Millis; maxPoints: number },
) {
  const window = durationMillis(definition.window);
  const spacing = wholeSeconds(Math.ceil((to - from) / maxPoints));
  if (definition.method !== 'occurrences' && definition.sliceWindow) {
    const step = durationMillis(definition.sliceWindow);
    const stride = Math.max(1, Math.ceil(spacing / step));
    return { step, stride, perWindow: Math.round(window / step) };
  }
  // Windows shorter than the distance of two points don't overlap: each point looks back over its own.
  if (window <= spacing) {
    return { step: spacing, stride: 1, perWindow: 1, lookBack: window };
  }
  const perWindow = Math.floor(window / spacing);
  return { step: wholeSeconds(window / perWindow), stride: 1, perWindow };
}

/** The indicator of the worst group over some steps that end with one of them; only those after `from` count. */
function worstOf(
  groups: readonly EventGroup[],
  definition: SloDefinition,
  last: number,
  length: number,
  from: Millis,
  at: (index: number) => Millis,
): Sli {
  const instants = Array.from({ length }, (_, back) => at(last - back)).filter(
    instant => instant > from,
  );
  return combineGroups(
    groups.map(({ name, points }) => ({
      name,
      result: computeSli(
        instants.flatMap(instant => points.get(instant) ?? []),
        {
          method: definition.method,
          expectedPoints: length,
          sliceTarget: definition.sliceTarget ?? definition.target,
        },
      ),
    })),
  ).worst;
}

/**
 * The indicator over the SLO's window, ending at each of some instants.
 *
 * @returns undefined when that would take too many steps
 */
export async function slidingSli(
  definition: SloDefinition,
  range: {
    client: PrometheusClient;
    from: Millis;
    to: Millis;
    maxPoints: number;
    signal: AbortSignal;
  },
): Promise<MeasuredSeries | undefined> {
  const { client, signal } = range;
  const { step, stride, perWindow, lookBack } = cutOf(definition, range);
  const end = Math.floor(range.to / 1000) * 1000;
  const shown = Math.max(1, Math.floor((end - range.from) / step));
  const steps = shown + perWindow - 1;
  if (steps > MOST_STEPS) return undefined;
  const at = (index: number) => end - (steps - 1 - index) * step;
  const groups = await eventGroups(definition, {
    client,
    from: at(0),
    to: end,
    step,
    lookBack,
    signal,
  });
  const points: MeasuredSeries['points'] = [];
  for (let last = steps - 1; last >= perWindow - 1; last -= stride) {
    // On the calendar only what belongs to the period counts.
    const begin =
      definition.calendar &&
      calendarPeriod(definition.calendar, definition.window, at(last) - 1);
    const from = definition.calendar ? begin?.from ?? Infinity : -Infinity;
    const worst = worstOf(groups, definition, last, perWindow, from, at);
    const recent = worstOf(groups, definition, last, stride, from, at);
    points.push({
      at: at(last),
      sli: worst.sli,
      recentSli: recent.sli,
      ...(worst.state === 'known' ? {} : { state: worst.state }),
    });
  }
  points.reverse();
  return { target: definition.target, window: definition.window, points };
}
