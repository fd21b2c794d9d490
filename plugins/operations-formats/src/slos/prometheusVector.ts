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

/** Seconds of an instant that a date can be, and the value. */
const sample = z.tuple([z.number().min(-8.64e12).max(8.64e12), z.string()]);

const body = z.looseObject({
  data: z.looseObject({
    result: z.array(
      z.looseObject({
        metric: z.record(z.string(), z.string()),
        value: sample.optional(),
        values: z.array(sample).optional(),
      }),
    ),
  }),
  warnings: z.array(z.string()).optional(),
});

function lastOf({
  value,
  values,
}: z.infer<typeof body>['data']['result'][number]) {
  return value ?? values?.at(-1);
}

/** Names of the series in a successful query; empty for anything else. Never throws. */
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
 * The samples of an instant query of the Prometheus HTTP API, or the newest of each series of a range query.
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
  if (data.resultType !== 'vector' && data.resultType !== 'matrix') {
    throw new FormatError(
      `${format}: expected a query that gives series (vector or matrix), found ${String(
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
  const newest = Math.max(
    ...read.data.result.map(one => lastOf(one)?.[0] ?? 0),
  );
  const samples = read.data.result.map(one => {
    const { __name__: name = '', ...labels } = one.metric;
    const last = lastOf(one);
    // A series that ended before the others has a gap at the end of the range: its last value says nothing of now.
    const current = last && (one.value || last[0] === newest);
    return {
      name,
      labels,
      value: current ? sampleValue(last[1]) : NaN,
      at: toIso(Math.round((last?.[0] ?? newest) * 1000)),
    };
  });
  return { samples, warnings: read.warnings ?? [] };
}
