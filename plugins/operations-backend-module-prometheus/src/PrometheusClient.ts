import { Millis } from '@backstage-operations/plugin-operations-common';
import { ForwardedError, ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';

/** One sample of an instant query; the value may be NaN or infinite, as the server said it. */
export interface VectorSample {
  labels: Record<string, string>;
  value: number;
}

/** One series of a range query; steps without a value are not there. */
export interface Series {
  labels: Record<string, string>;
  points: { at: Millis; value: number }[];
}

/** An alerting rule with its health and what of it is firing. */
export interface AlertingRule {
  name: string;
  query: string;
  labels: Record<string, string>;
  health: 'ok' | 'unknown' | 'err';
  alerts: {
    labels: Record<string, string>;
    state: string;
    activeAt?: string;
  }[];
}

const sample = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());

const vector = z.looseObject({
  resultType: z.literal('vector'),
  result: z.array(z.looseObject({ metric: labels, value: sample })),
});

const matrix = z.looseObject({
  resultType: z.literal('matrix'),
  result: z.array(z.looseObject({ metric: labels, values: z.array(sample) })),
});

const rules = z.looseObject({
  groups: z.array(
    z.looseObject({
      rules: z.array(
        z.looseObject({
          type: z.string(),
          name: z.string(),
          query: z.string(),
          labels: labels.optional(),
          health: z.string().optional(),
          alerts: z
            .array(
              z.looseObject({
                labels,
                state: z.string(),
                activeAt: z.string().optional(),
              }),
            )
            .optional(),
        }),
      ),
    }),
  ),
});

/** How long one answer is waited for. */
const TIMEOUT = 30_000;

/** Points of one series that one range query is asked for; servers refuse more than 11,000. */
const MOST_POINTS = 10_000;

/** Asks one Prometheus server (HTTP API v1) and believes nothing that is not of the documented shape. */
export class PrometheusClient {
  static create(options: {
    name: string;
    url: string;
    /** Where people look, when it is not the address that is asked. */
    link?: string;
    token?: string;
    fetch: typeof fetch;
  }): PrometheusClient {
    const { name, url, link = url, token, fetch: send } = options;
    const trimmed = (text: string) => text.replace(/\/+$/, '');
    return new PrometheusClient(name, trimmed(url), trimmed(link), token, send);
  }

  private constructor(
    readonly name: string,
    private readonly url: string,
    private readonly link: string,
    private readonly token: string | undefined,
    private readonly send: typeof fetch,
  ) {}

  /** Address of one of its pages for people. */
  linkTo(page: string, search: Record<string, string>): string {
    const query = new URLSearchParams(search).toString();
    return `${this.link}/${page}${query ? `?${query}` : ''}`;
  }

  /** An instant query at a point in time. */
  async query(
    expression: string,
    at: Millis,
    signal: AbortSignal,
  ): Promise<VectorSample[]> {
    const form = { query: expression, time: String(at / 1000) };
    const data = await this.ask('query', vector, signal, form);
    return data.result.map(entry => ({
      labels: entry.metric,
      value: numberOf(entry.value[1]),
    }));
  }

  /** A range query; both ends included. Long ones are asked for in parts. */
  async queryRange(
    expression: string,
    range: { from: Millis; to: Millis; step: Millis },
    signal: AbortSignal,
  ): Promise<Series[]> {
    const { from, to, step } = range;
    const series = new Map<string, Series>();
    for (let start = from; start <= to; start += MOST_POINTS * step) {
      const data = await this.ask('query_range', matrix, signal, {
        query: expression,
        start: String(start / 1000),
        end: String(Math.min(to, start + (MOST_POINTS - 1) * step) / 1000),
        step: String(step / 1000),
      });
      for (const { metric, values } of data.result) {
        const key = JSON.stringify(Object.entries(metric).sort());
        const known = series.get(key) ?? { labels: metric, points: [] };
        for (const [at, text] of values) {
          known.points.push({
            at: Math.round(at * 1000),
            value: numberOf(text),
          });
        }
        series.set(key, known);
      }
    }
    return [...series.values()];
  }

  /** All alerting rules; filters are left to the caller, since some servers ignore them silently. */
  async alertingRules(signal: AbortSignal): Promise<AlertingRule[]> {
    const data = await this.ask('rules', rules, signal);
    return data.groups
      .flatMap(group => group.rules)
      .filter(rule => rule.type === 'alerting')
      .map(rule => ({
        name: rule.name,
        query: rule.query,
        labels: rule.labels ?? {},
        health:
          rule.health === 'ok' || rule.health === 'err'
            ? rule.health
            : 'unknown',
        alerts: rule.alerts ?? [],
      }));
  }

  /** Queries go by POST, since long ones do not fit into an address. */
  private async ask<T extends z.ZodType>(
    path: string,
    schema: T,
    signal: AbortSignal,
    form?: Record<string, string>,
  ): Promise<z.infer<T>> {
    const answer = await this.fetchJson(path, signal, form);
    const envelope = z
      .looseObject({
        status: z.string(),
        data: z.unknown().optional(),
        error: z.string().optional(),
      })
      .safeParse(answer.body);
    if (!envelope.success) {
      throw new ServiceUnavailableError(
        `Prometheus ${this.name} answered ${answer.status} with something that is no Prometheus answer`,
      );
    }
    if (envelope.data.status !== 'success') {
      throw new ServiceUnavailableError(
        `Prometheus ${this.name} refused ${path}: ${(
          envelope.data.error ?? 'no reason given'
        ).slice(0, 500)}`,
      );
    }
    const parsed = schema.safeParse(envelope.data.data);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new ServiceUnavailableError(
        `Prometheus ${
          this.name
        } answered ${path} in an unknown shape: ${issue.path.join('.')}: ${
          issue.message
        }`,
      );
    }
    return parsed.data;
  }

  private async fetchJson(
    path: string,
    signal: AbortSignal,
    form?: Record<string, string>,
  ) {
    try {
      const response = await this.send(`${this.url}/api/v1/${path}`, {
        method: form ? 'POST' : 'GET',
        headers: this.token ? { authorization: `Bearer ${this.token}` } : {},
        ...(form ? { body: new URLSearchParams(form) } : {}),
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
        redirect: 'error',
      });
      const text = await response.text();
      return { status: response.status, body: parse(text) };
    } catch (error) {
      throw new ForwardedError(
        `Prometheus ${this.name} can not be reached`,
        error,
      );
    }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function numberOf(text: string): number {
  if (text === '+Inf') return Infinity;
  if (text === '-Inf') return -Infinity;
  return Number(text);
}
