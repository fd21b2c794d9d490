import { Millis } from '@backstage-operations/plugin-operations-common';

/** A duration as PromQL writes it. */
export function promDuration(length: Millis): string {
  return `${Math.max(1, Math.round(length / 1000))}s`;
}

const selector = /^\s*[a-zA-Z_:][a-zA-Z0-9_:]*\s*(\{[^{}]*\})?\s*$/;

/**
 * How much a query grew, or how much of it there was, within a look-back.
 *
 * @remarks
 * A query with a `{{.window}}` placeholder is taken to compute this itself. A plain selector is a counter:
 * `sum(increase(x[w]))`. Anything else is an expression per second and is summed over the look-back, a minute a step.
 */
export function overWindow(query: string, length: Millis): string {
  const window = promDuration(length);
  if (/\{\{\s*\.window\s*\}\}/.test(query)) {
    return query.replace(/\{\{\s*\.window\s*\}\}/g, window);
  }
  return selector.test(query)
    ? `sum(increase(${query.trim()}[${window}]))`
    : `sum(sum_over_time((${query.trim()})[${window}:1m])) * 60`;
}
