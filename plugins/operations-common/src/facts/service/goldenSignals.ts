import { GoldenSignals } from '../../api/sections';
import { Evidence } from '../../evidence/Evidence';
import { Millis, toMillis } from '../../time';
import { evidenceRef } from '../../evidence/material';
import { FactSubject } from '../Fact';
import { inWindow, newest, recordsOf, windowEnding } from '../select';

/** One figure with the record that gave it; null when none did. */
export interface SignalFigure {
  value: number | null;
  record?: Evidence<'golden-signals'>;
}

type Payload = Evidence<'golden-signals'>['payload'];

/** The newest record that has the figure. */
export function newestFigure(
  records: readonly Evidence<'golden-signals'>[],
  read: (payload: Payload) => number | null | undefined,
): SignalFigure {
  for (let index = records.length - 1; index >= 0; index--) {
    const value = read(records[index].payload);
    if (typeof value === 'number') return { value, record: records[index] };
  }
  return { value: null };
}

/** Every figure of the four golden signals, each the newest that any source gives. */
export const signalReaders = {
  latency: {
    p50: ({ latencyMs }: Payload) => latencyMs?.p50,
    p95: ({ latencyMs }: Payload) => latencyMs?.p95,
    p99: ({ latencyMs }: Payload) => latencyMs?.p99,
  },
  traffic: { rps: ({ trafficRps }: Payload) => trafficRps },
  errors: { ratio: ({ errorRatio }: Payload) => errorRatio },
  saturation: {
    cpu: ({ saturation }: Payload) => saturation?.cpu,
    memory: ({ saturation }: Payload) => saturation?.memory,
    disk: ({ saturation }: Payload) => saturation?.disk,
    network: ({ saturation }: Payload) => saturation?.network,
  },
} as const;

/** How far back a figure still speaks of the present, unless a rule names another window. */
export const signalWindow = 'P7D';

/**
 * The golden signals as the tab shows them; null when none was reported lately.
 *
 * @remarks Each figure is the newest that any source gives; the time shown is that of the oldest figure among them.
 * @public
 */
export function goldenSignals(
  subject: FactSubject,
  now: Millis,
): GoldenSignals | null {
  const window = windowEnding(now, signalWindow);
  const records = recordsOf(subject.evidence, 'golden-signals').filter(record =>
    inWindow(window, toMillis(record.observedAt)),
  );
  const last = newest(records);
  if (!last) return null;
  let oldest = last;
  const value = (read: (payload: Payload) => number | null | undefined) => {
    const figure = newestFigure(records, read);
    if (
      figure.record &&
      records.indexOf(figure.record) < records.indexOf(oldest)
    ) {
      oldest = figure.record;
    }
    return figure.value;
  };
  const { latency, traffic, errors, saturation } = signalReaders;
  const figures = {
    latencyMs: {
      p50: value(latency.p50),
      p95: value(latency.p95),
      p99: value(latency.p99),
    },
    trafficRps: value(traffic.rps),
    errorRatio: value(errors.ratio),
    saturation: {
      cpu: value(saturation.cpu),
      memory: value(saturation.memory),
      disk: value(saturation.disk),
      network: value(saturation.network),
    },
  };
  return {
    ...figures,
    observedAt: oldest.observedAt,
    evidence: evidenceRef(last),
  };
}
