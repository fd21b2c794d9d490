import {
  EntityProfile,
  EvidenceInput,
  Millis,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { ServiceUnavailableError } from '@backstage/errors';
import { PrometheusClient, VectorSample } from './PrometheusClient';

/** Annotations with one PromQL query each; the unit is in the name. */
const queries = {
  p50: 'prometheus.io/latency-p50-seconds',
  p95: 'prometheus.io/latency-p95-seconds',
  p99: 'prometheus.io/latency-p99-seconds',
  traffic: 'prometheus.io/traffic-rps',
  errors: 'prometheus.io/error-ratio',
  cpu: 'prometheus.io/saturation-cpu',
  memory: 'prometheus.io/saturation-memory',
  disk: 'prometheus.io/saturation-disk',
  network: 'prometheus.io/saturation-network',
} as const;

type Signal = keyof typeof queries;

const ratios: ReadonlySet<Signal> = new Set([
  'errors',
  'cpu',
  'memory',
  'disk',
  'network',
]);

/** What a query found, as one figure. */
interface Figure {
  /** Undefined where there is none. */
  value?: number;
  /** In words, what is wrong with it. */
  problem?: string;
  /** The server did not answer the query, which says nothing of the service. */
  isRefused?: boolean;
}

/** Several series are parts of the service: its requests are all of theirs, of the rest the worst counts. A part without a value has none. */
function figureOf(name: Signal, samples: readonly VectorSample[]): Figure {
  const values = samples
    .map(({ value }) => value)
    .filter(value => !Number.isNaN(value));
  if (values.length === 0) return {};
  const value =
    name === 'traffic' ? values.reduce((a, b) => a + b) : Math.max(...values);
  const isPossible = values.every(one => one >= 0 && Number.isFinite(one));
  if (!isPossible || (ratios.has(name) && value > 1)) {
    const wanted = ratios.has(name) ? 'from 0 to 1' : '0 or more';
    return {
      problem: `${queries[name]} gives ${value}, not a number ${wanted}`,
    };
  }
  return { value };
}

/** One that the server refuses has no figure; a server that can't be reached says nothing of any. */
async function ask(
  name: Signal,
  query: string,
  options: { client: PrometheusClient; now: Millis; signal: AbortSignal },
): Promise<Figure> {
  const { client, now, signal } = options;
  try {
    return figureOf(name, await client.query(query, now, signal));
  } catch (error) {
    if (!(error instanceof ServiceUnavailableError)) throw error;
    const problem = `${queries[name]}: ${error.message}`.slice(0, 500);
    return { problem, isRefused: true };
  }
}

/**
 * The four golden signals that an entity's annotations say how to ask for; what has no value is null, never zero.
 *
 * @remarks A record is made when nothing has a value too: else the last figures would go on as the present ones.
 */
export async function goldenSignalsOf(
  entity: EntityProfile,
  options: { client: PrometheusClient; now: Millis; signal: AbortSignal },
): Promise<{ items: EvidenceInput<'golden-signals'>[]; problems: string[] }> {
  const asked = (Object.keys(queries) as Signal[]).filter(
    name => queries[name] in entity.annotations,
  );
  if (asked.length === 0) return { items: [], problems: [] };
  const figures: Partial<Record<Signal, Figure>> = {};
  for (const name of asked) {
    figures[name] = await ask(name, entity.annotations[queries[name]], options);
  }
  const value = (name: Signal) => figures[name]?.value ?? null;
  const millis = (name: Signal) => {
    const seconds = value(name);
    return seconds === null ? null : seconds * 1000;
  };
  const record: EvidenceInput<'golden-signals'> = {
    entityRef: entity.entityRef,
    kind: 'golden-signals',
    source: 'prometheus',
    externalId: options.client.name,
    observedAt: toIso(options.now),
    payload: {
      latencyMs: { p50: millis('p50'), p95: millis('p95'), p99: millis('p99') },
      trafficRps: value('traffic'),
      errorRatio: value('errors'),
      saturation: {
        cpu: value('cpu'),
        memory: value('memory'),
        disk: value('disk'),
        network: value('network'),
      },
      window: 'PT5M',
    },
  };
  const problems = asked.flatMap(name => figures[name]?.problem ?? []);
  const isAnswered = asked.some(name => !figures[name]?.isRefused);
  return { items: isAnswered ? [record] : [], problems };
}
