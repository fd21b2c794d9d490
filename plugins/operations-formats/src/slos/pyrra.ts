import {
  EvidenceInput,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Format, FormatContext } from '../Format';
import { measuredSlo, windowOfSeconds, worseRatio } from './measuredSlo';
import { seriesNames, VectorSample, vectorSamples } from './prometheusVector';
import { readSlos } from './readSlos';

/** What tells the groups of a grouped SLO apart. */
function groupOf({ labels: { slo: _slo, ...labels } }: VectorSample): string {
  return Object.entries(labels)
    .map(([label, value]) => `${label}=${value}`)
    .sort()
    .join(', ');
}

function sloOf(
  name: string,
  samples: readonly VectorSample[],
  context: FormatContext,
): EvidenceInput | string {
  const valueOf = (metric: string) =>
    samples.find(sample => sample.name === metric)?.value;
  const target = valueOf('pyrra_objective');
  const seconds = valueOf('pyrra_window');
  if (target === undefined || !(target >= 0 && target < 1)) {
    return `${name}: pyrra_objective is missing or not in [0, 1); run Pyrra with --generic-rules`;
  }
  if (seconds === undefined || !(seconds > 0 && Number.isFinite(seconds))) {
    return `${name}: pyrra_window is missing`;
  }
  const recent = new Map<string, number>();
  for (const { name: metric, value } of samples) {
    const window = /:burnrate(\w+)$/.exec(metric)?.[1];
    if (window) recent.set(window, worseRatio(recent.get(window), value));
  }
  const newest = samples.reduce((a, b) =>
    toMillis(b.at) > toMillis(a.at) ? b : a,
  );
  return measuredSlo(
    {
      name,
      series: { slo: name },
      source: 'pyrra',
      target,
      window: windowOfSeconds(seconds),
      method: 'occurrences',
      errors: samples
        .filter(sample => sample.name === 'pyrra_availability')
        .map(sample => ({
          group: groupOf(sample),
          ratio: 1 - sample.value,
        })),
      recent,
      observedAt: newest.at,
    },
    context,
  );
}

/**
 * What Pyrra's recording rules say, as an instant query of the Prometheus HTTP API answers it.
 *
 * @remarks
 * Needs the generic rules, which hold objective, window and availability. What Pyrra calls `…:burnrate5m` is the error ratio; divided by the
 * budget it is the burn rate. Pyrra counts events over the window, so the method is occurrences.
 * @public
 */
export const pyrra: Format = {
  id: 'pyrra',
  title: 'Pyrra SLOs in Prometheus',
  tool: 'pyrra',
  versions: 'Pyrra 0.6 and later with --generic-rules; Prometheus HTTP API v1',
  mediaTypes: ['application/json'],
  // Without the generic rules it is Pyrra's all the same, and the error says what is missing.
  detect: file =>
    seriesNames(file.json).some(name =>
      /^pyrra_|:burnrate\d+[a-z]$/.test(name),
    ),
  parse(file, context) {
    const document = file.requireObject('pyrra');
    const { samples, warnings } = vectorSamples('pyrra', document);
    const bySlo = new Map<string, VectorSample[]>();
    for (const sample of samples) {
      const { slo } = sample.labels;
      if (slo === undefined) continue;
      bySlo.set(slo, [...(bySlo.get(slo) ?? []), sample]);
    }
    const read = [...bySlo].map(([name, own]) => sloOf(name, own, context));
    return readSlos('pyrra', read, warnings);
  },
};
