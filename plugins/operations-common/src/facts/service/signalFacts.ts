import { Evidence } from '../../evidence/Evidence';
import { toMillis } from '../../time';
import { FactDefinition, FactQuery, FactSubject } from '../Fact';
import { FactParts, known, unknown } from '../result';
import {
  earliestAfter,
  inWindow,
  newest,
  nextCrossing,
  recordsOf,
  windowEnding,
} from '../select';
import {
  newestFigure,
  SignalFigure,
  signalReaders,
  signalWindow,
} from './goldenSignals';

interface Recent {
  records: Evidence<'golden-signals'>[];
  window: string;
  /** Why there is nothing, in words. */
  reason: string;
  parts: FactParts;
}

function recent(subject: FactSubject, query: FactQuery): Recent {
  const window = query.window ?? signalWindow;
  const span = windowEnding(query.now, window);
  const all = recordsOf(subject.evidence, 'golden-signals');
  const last = newest(all);
  return {
    records: all.filter(record => inWindow(span, toMillis(record.observedAt))),
    window,
    reason: last
      ? `the golden signals were last reported ${last.observedAt}, before the window of ${window}`
      : 'no golden signals are reported; connect Prometheus or send golden-signals records',
    parts: {
      window,
      validUntil: earliestAfter(
        query.now,
        all.map(record => nextCrossing(span, toMillis(record.observedAt))),
      ),
    },
  };
}

function proof(figures: readonly SignalFigure[]): FactParts {
  const evidence = figures.flatMap(({ record }) => record ?? []);
  return {
    evidence,
    provenAt: Math.min(
      ...evidence.map(({ observedAt }) => toMillis(observedAt)),
    ),
  };
}

type SignalName = keyof typeof signalReaders;

const figuresOf = (
  records: readonly Evidence<'golden-signals'>[],
  signal: SignalName,
): SignalFigure[] =>
  Object.values(signalReaders[signal])
    .map(read => newestFigure(records, read))
    .filter(({ value }) => value !== null);

/** How many of the four golden signals are reported. @public */
export const signalsReported: FactDefinition = {
  id: 'signals.reported',
  title: 'Golden signals reported',
  description:
    'How many of latency, traffic, errors and saturation have at least one figure in the window.',
  unit: 'count',
  kinds: ['golden-signals'],
  defaultWindow: signalWindow,
  better: 'higher',
  compute(subject, query) {
    const { records, reason, parts } = recent(subject, query);
    if (records.length === 0) {
      return unknown(signalsReported, query, reason, parts);
    }
    const names = Object.keys(signalReaders) as SignalName[];
    const found = names.map(name => ({
      name,
      figures: figuresOf(records, name),
    }));
    const missing = found.filter(({ figures }) => figures.length === 0);
    return known(signalsReported, query, found.length - missing.length, {
      ...parts,
      ...proof(
        missing.length === found.length
          ? [{ value: null, record: newest(records) }]
          : found.flatMap(({ figures }) => figures),
      ),
      ...(missing.length > 0
        ? { reason: `not reported: ${missing.map(m => m.name).join(', ')}` }
        : {}),
    });
  },
};

function figureFact(
  definition: Pick<FactDefinition, 'id' | 'title' | 'description'>,
  signal: SignalName,
): FactDefinition {
  const fact: FactDefinition = {
    ...definition,
    unit: 'ratio',
    kinds: ['golden-signals'],
    defaultWindow: signalWindow,
    better: 'lower',
    compute(subject, query) {
      const { records, reason, parts } = recent(subject, query);
      const figures = figuresOf(records, signal);
      if (figures.length === 0) {
        const why = records.length > 0 ? `${signal} is not reported` : reason;
        return unknown(fact, query, why, parts);
      }
      const values = figures.map(({ value }) => value ?? 0);
      return known(fact, query, Math.max(...values), {
        ...parts,
        ...proof(figures),
      });
    },
  };
  return fact;
}

/** Share of requests that fail. @public */
export const signalsErrorRatio = figureFact(
  {
    id: 'signals.errorRatio',
    title: 'Error ratio',
    description: 'Share of requests that fail, as the newest report says.',
  },
  'errors',
);

/** How full the fullest resource is. @public */
export const signalsSaturation = figureFact(
  {
    id: 'signals.saturation',
    title: 'Worst saturation',
    description:
      'The fullest of CPU, memory, disk and network, each as its newest report says.',
  },
  'saturation',
);
