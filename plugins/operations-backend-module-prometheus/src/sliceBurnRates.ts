import {
  burnRate,
  BurnRates,
  burnWindowMillis,
  burnWindows,
  computeSli,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { EventGroup } from './eventPoints';
import { SloDefinition } from './SloDefinition';

/**
 * How fast the error budget burns where the indicator counts slices: by the same slices, of several groups the fastest.
 *
 * @remarks
 * A look-back that is shorter than a slice, or reaches back before the time that counts, has no burn rate: counting events instead would
 * be another indicator.
 * @param read - the time that was read, and the length of a slice
 */
export function sliceBurnRates(
  definition: SloDefinition,
  groups: readonly EventGroup[],
  read: { from: Millis; now: Millis; step: Millis },
): BurnRates {
  const { from, now, step } = read;
  return Object.fromEntries(
    burnWindows.map(window => {
      const since = now - burnWindowMillis(window);
      if (since < from || now - since < step) return [window, null];
      const rates = groups
        .map(({ points }) =>
          computeSli(
            [...points].filter(([at]) => at > since).map(([, point]) => point),
            {
              method: definition.method,
              expectedPoints: 1,
              sliceTarget: definition.sliceTarget ?? definition.target,
            },
          ),
        )
        .flatMap(({ sli }) =>
          sli === null ? [] : [burnRate(sli, definition.target)],
        );
      return [window, rates.length > 0 ? Math.max(...rates) : null];
    }),
  );
}
