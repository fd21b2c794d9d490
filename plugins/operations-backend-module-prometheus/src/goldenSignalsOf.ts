import {
  EntityProfile,
  EvidenceInput,
  Millis,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { PrometheusClient } from './PrometheusClient';

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

/** The four golden signals that an entity's annotations say how to ask for; what has no value is null, never zero. */
export async function goldenSignalsOf(
  entity: EntityProfile,
  options: { client: PrometheusClient; now: Millis; signal: AbortSignal },
): Promise<EvidenceInput<'golden-signals'>[]> {
  const { client, now, signal } = options;
  const asked = (Object.keys(queries) as Signal[]).filter(
    name => queries[name] in entity.annotations,
  );
  if (asked.length === 0) return [];
  const values: Partial<Record<Signal, number>> = {};
  for (const name of asked) {
    const [sample] = await client.query(
      entity.annotations[queries[name]],
      now,
      signal,
    );
    if (sample && Number.isFinite(sample.value) && sample.value >= 0)
      values[name] = sample.value;
  }
  if (Object.keys(values).length === 0) return [];
  const ratio = (name: Signal) => {
    const value = values[name];
    return value !== undefined && value <= 1 ? value : null;
  };
  const millis = (name: Signal) =>
    values[name] === undefined ? null : Number(values[name]) * 1000;
  const record: EvidenceInput<'golden-signals'> = {
    entityRef: entity.entityRef,
    kind: 'golden-signals',
    source: 'prometheus',
    externalId: client.name,
    observedAt: toIso(now),
    payload: {
      latencyMs: { p50: millis('p50'), p95: millis('p95'), p99: millis('p99') },
      trafficRps: values.traffic ?? null,
      errorRatio: ratio('errors'),
      saturation: {
        cpu: ratio('cpu'),
        memory: ratio('memory'),
        disk: ratio('disk'),
        network: ratio('network'),
      },
      window: 'PT5M',
    },
  };
  return [record];
}
