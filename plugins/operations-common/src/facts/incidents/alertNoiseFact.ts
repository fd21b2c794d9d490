import { toMillis } from '../../time';
import { FactDefinition } from '../Fact';
import { known, unknown } from '../result';
import { earliestAfter, nextCrossing, windowEnding } from '../select';
import { alertFirings, noiseByRule } from './domain/alertNoise';
import { incidentPopulation } from './domain/population';

const defaultWindow = 'P30D';

/** Rules named in the details at most. */
const MOST_NAMED = 10;

/** Share of alerts that only repeated others. @public */
export const alertNoise: FactDefinition = {
  id: 'alert.noise',
  title: 'Alert noise',
  description:
    'Share of the alerts that fired in the window which were duplicates (another alert of the same rule was firing already) or flapped (the same alert had ended at most fifteen minutes before). What the alerting tool says of an alert itself goes first.',
  unit: 'ratio',
  kinds: ['incident'],
  defaultWindow,
  better: 'lower',
  compute(subject, query) {
    const length = query.window ?? defaultWindow;
    const window = windowEnding(query.now, length);
    const population = incidentPopulation(subject.evidence);
    const firings = alertFirings(population, window);
    const { counted, apart, dropped } = population;
    const records = firings.flatMap(({ alert }) => alert.records);
    const common = {
      window: length,
      n: firings.length,
      validUntil: earliestAfter(
        query.now,
        [...counted, ...apart, ...dropped].map(({ start }) =>
          nextCrossing(window, start),
        ),
      ),
      evidence: records,
    };
    if (firings.length === 0) {
      return unknown(
        alertNoise,
        query,
        'no alert of this entity is recorded in the window; connect Alertmanager, Grafana or the tool that pages',
        common,
      );
    }
    const rules = noiseByRule(firings);
    const noisy = firings.filter(({ noise }) => noise !== 'none').length;
    return known(alertNoise, query, noisy / firings.length, {
      ...common,
      provenAt: Math.max(
        ...records.map(({ observedAt }) => toMillis(observedAt)),
      ),
      details: { rules: rules.slice(0, MOST_NAMED) },
    });
  },
};
