import {
  sampleValue,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { shaped } from '../shared/shape';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';

/** One series of an instant query with its newest sample. */
export interface VectorSample {
  name: string;
  labels: Record<string, string>;
  /** NaN where the server says so, or where the sample is a histogram. */
  value: number;
  /** ISO 8601 in UTC. */
  at: string;
}

const body = z.looseObject({
  data: z.looseObject({
    result: z.array(
      z.looseObject({
        metric: z.record(z.string(), z.string()),
        value: z.tuple([z.number(), z.string()]).optional(),
      }),
    ),
  }),
  warnings: z.array(z.string()).optional(),
});

/** Names of the series in a successful instant query; empty for anything else. Never throws. */
export function seriesNames(document: unknown): string[] {
  if (!isRecord(document) || document.status !== 'success') return [];
  const { data } = document;
  if (!isRecord(data) || !Array.isArray(data.result)) return [];
  return data.result.flatMap(one =>
    isRecord(one) &&
    isRecord(one.metric) &&
    typeof one.metric.__name__ === 'string'
      ? one.metric.__name__
      : [],
  );
}

/**
 * The samples of an instant query of the Prometheus HTTP API.
 *
 * @throws FormatError when it is an error body, another kind of answer, or holds no series: absent is not good.
 */
export function vectorSamples(
  format: string,
  document: Record<string, unknown>,
): { samples: VectorSample[]; warnings: string[] } {
  if (document.status === 'error') {
    throw new FormatError(
      `${format}: Prometheus answered with an error: ${String(document.error)}`,
    );
  }
  const { data } = document;
  if (document.status !== 'success' || !isRecord(data)) {
    throw new FormatError(
      `${format}: expected an answer of the Prometheus HTTP API, found ${describe(
        document,
      )}`,
    );
  }
  if (data.resultType !== 'vector') {
    throw new FormatError(
      `${format}: expected an instant query (vector), found ${String(
        data.resultType,
      )}`,
    );
  }
  const read = shaped(format, body, document);
  if (read.data.result.length === 0) {
    throw new FormatError(
      `${format}: the query found no series; that is no data, not a good state`,
    );
  }
  const samples = read.data.result.map(({ metric, value }) => {
    const { __name__: name = '', ...labels } = metric;
    return {
      name,
      labels,
      value: value ? sampleValue(value[1]) : NaN,
      at: toIso(Math.round((value?.[0] ?? 0) * 1000)),
    };
  });
  return { samples, warnings: read.warnings ?? [] };
}
