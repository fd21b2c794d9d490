import {
  EvidenceInput,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Format, FormatContext } from '../Format';
import {
  exactTarget,
  measuredSlo,
  windowOfSeconds,
  worseRatio,
} from './measuredSlo';
import { seriesNames, VectorSample, vectorSamples } from './prometheusVector';
import { readSlos } from './readSlos';

const errorRatio = 'slo:sli_error:ratio_rate';

/** Labels that Sloth gives every series; what is left tells the groups of a grouped SLO apart. */
const ownLabels = new Set([
  'sloth_id',
  'sloth_service',
  'sloth_slo',
  'sloth_window',
  'sloth_objective',
  'sloth_version',
  'sloth_mode',
  'sloth_spec',
]);

const minutes: Record<string, number> = { m: 1, h: 60, d: 1440, w: 10080 };

function windowMinutes(text: string): number {
  const match = /^(\d+)([mhdw])$/.exec(text);
  return match ? Number(match[1]) * minutes[match[2]] : 0;
}

function groupOf({ labels }: VectorSample): string {
  return Object.entries(labels)
    .filter(([name]) => !ownLabels.has(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(', ');
}

function valueOf(samples: readonly VectorSample[], name: string) {
  const found = samples.find(sample => sample.name === name);
  return found && Number.isFinite(found.value) ? found.value : undefined;
}

function sloOf(
  id: string,
  samples: readonly VectorSample[],
  name: string,
  context: FormatContext,
): EvidenceInput | string {
  const target = exactTarget(valueOf(samples, 'slo:objective:ratio'));
  if (target === undefined || !(target >= 0 && target < 1)) {
    return `${id}: slo:objective:ratio is missing or not in [0, 1)`;
  }
  const ratios = samples.filter(sample => sample.name.startsWith(errorRatio));
  const windowName = (sample: VectorSample) =>
    sample.labels.sloth_window ?? sample.name.slice(errorRatio.length);
  const days = valueOf(samples, 'slo:time_period:days');
  const longest = Math.max(
    0,
    ...ratios.map(sample => windowMinutes(windowName(sample))),
  );
  const period = days === undefined ? longest : days * 1440;
  // The alert windows end at three days: a longer one is the period, and without it there is no indicator.
  const whole = ratios.filter(
    sample => windowMinutes(windowName(sample)) === period && period > 3 * 1440,
  );
  if (period <= 3 * 1440) {
    return `${id}: neither slo:time_period:days nor the ratio over the period is there`;
  }
  const recent = new Map<string, number>();
  for (const sample of ratios) {
    const window = windowName(sample);
    recent.set(window, worseRatio(recent.get(window), sample.value));
  }
  const newest = samples.reduce((a, b) =>
    toMillis(b.at) > toMillis(a.at) ? b : a,
  );
  return measuredSlo(
    {
      name,
      series: { sloth_id: id },
      source: 'sloth',
      target,
      window: windowOfSeconds(period * 60),
      method: 'ratio-timeslices',
      errors: whole.map(sample => ({
        group: groupOf(sample),
        ratio: sample.value,
      })),
      recent,
      observedAt: newest.at,
    },
    context,
  );
}

/**
 * What Sloth's recording rules say, as an instant query of the Prometheus HTTP API answers it.
 *
 * @remarks
 * Ask for `{__name__=~"slo:.*"}` of the SLOs of one entity. Over the period Sloth takes the mean of five-minute ratios, so the method is
 * ratio-timeslices. A grouped SLO has one series per group: the worst speaks for it.
 * @public
 */
export const sloth: Format = {
  id: 'sloth',
  title: 'Sloth SLOs in Prometheus',
  tool: 'sloth',
  versions: 'Sloth 0.10 and later; Prometheus HTTP API v1',
  mediaTypes: ['application/json'],
  detect: file => seriesNames(file.json).some(name => name.startsWith('slo:')),
  parse(file, context) {
    const document = file.requireObject('sloth');
    const { samples, warnings } = vectorSamples('sloth', document);
    const byId = new Map<string, VectorSample[]>();
    for (const sample of samples) {
      const id = sample.labels.sloth_id;
      if (id === undefined || !sample.name.startsWith('slo:')) continue;
      byId.set(id, [...(byId.get(id) ?? []), sample]);
    }
    const names = [...byId].map(
      ([id, [first]]) => first.labels.sloth_slo ?? id,
    );
    const read = [...byId].map(([id, own], index) => {
      // Two services may each have an SLO of one name: then its whole id names it.
      const shared = names.filter(name => name === names[index]).length > 1;
      return sloOf(id, own, shared ? id : names[index], context);
    });
    return readSlos('sloth', read, warnings);
  },
};
