import { Millis, toIso } from '@backstage-operations/plugin-operations-common';
import { JsonApi } from '@backstage-operations/plugin-operations-node';
import { ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';

/** Entries of one page; the most that PagerDuty gives. */
const LIMIT = 100;

/** PagerDuty refuses pages that end beyond this many entries. */
const MOST_LISTED = 10_000;

const incident = z.looseObject({
  id: z.string(),
  status: z.string(),
  created_at: z.string(),
});

/** An incident as PagerDuty gives it. */
export type PagerdutyIncident = z.infer<typeof incident>;

const incidentPage = z.looseObject({
  incidents: z.array(incident),
  more: z.boolean(),
});

const logPage = z.looseObject({
  log_entries: z.array(z.looseObject({ id: z.string(), type: z.string() })),
  more: z.boolean(),
});

const reference = z.looseObject({ id: z.string(), type: z.string() });

const policy = z.looseObject({
  id: z.string(),
  summary: z.string().nullish(),
  escalation_rules: z.array(
    z.looseObject({ targets: z.array(reference).nullish() }),
  ),
});

const schedule = z.looseObject({
  schedule: z.looseObject({
    users: z.array(z.looseObject({ id: z.string() })),
  }),
});

/** Escalation policy of a service: who is called first, and who when they do not answer. */
export type EscalationPolicy = z.infer<typeof policy>;

/** A period holds more incidents than PagerDuty lists. */
export class TooManyIncidentsError extends Error {
  override readonly name = 'TooManyIncidentsError';
}

/** The part of PagerDuty's REST API (v2) that is needed. */
export class PagerdutyApi {
  static create(options: {
    url: string;
    json: JsonApi;
    /** Entries that a search lists at most. */
    mostListed?: number;
  }): PagerdutyApi {
    const { url, json, mostListed = MOST_LISTED } = options;
    return new PagerdutyApi(url.replace(/\/+$/, ''), json, mostListed);
  }

  private constructor(
    private readonly url: string,
    private readonly json: JsonApi,
    private readonly mostListed: number,
  ) {}

  /**
   * Incidents of services that were created in a period, oldest first, page by page.
   *
   * @param period - half-open, at most six months
   * @throws TooManyIncidentsError where the pages end before the period does
   */
  async *incidents(
    services: readonly string[],
    period: { from: Millis; to: Millis },
    signal: AbortSignal,
  ): AsyncGenerator<PagerdutyIncident[]> {
    yield* this.pages(
      this.search(services, [
        ['since', toIso(period.from)],
        ['until', toIso(period.to)],
        ['sort_by', 'created_at:asc'],
      ]),
      signal,
    );
  }

  /** Incidents of services that are not resolved, however old. */
  async unresolved(
    services: readonly string[],
    signal: AbortSignal,
  ): Promise<PagerdutyIncident[]> {
    const found: PagerdutyIncident[] = [];
    const query = this.search(services, [
      ['date_range', 'all'],
      ['statuses[]', 'triggered'],
      ['statuses[]', 'acknowledged'],
    ]);
    for await (const page of this.pages(query, signal)) found.push(...page);
    return found;
  }

  /** One incident as it is now. */
  async incident(id: string, signal: AbortSignal): Promise<PagerdutyIncident> {
    const answer = await this.ask(
      `incidents/${encodeURIComponent(id)}`,
      z.looseObject({ incident }),
      signal,
    );
    return answer.incident;
  }

  /** Everything that happened to an incident. */
  async logEntries(id: string, signal: AbortSignal): Promise<unknown[]> {
    const found: unknown[] = [];
    for (let offset = 0; offset + LIMIT <= this.mostListed; offset += LIMIT) {
      const page = await this.ask(
        `incidents/${encodeURIComponent(
          id,
        )}/log_entries?limit=${LIMIT}&offset=${offset}`,
        logPage,
        signal,
      );
      found.push(...page.log_entries);
      if (!page.more) break;
    }
    return found;
  }

  /** The escalation policy of a service, with its rules. */
  async escalationPolicy(
    service: string,
    signal: AbortSignal,
  ): Promise<EscalationPolicy> {
    const answer = await this.ask(
      `services/${encodeURIComponent(service)}?include[]=escalation_policies`,
      z.looseObject({ service: z.looseObject({ escalation_policy: policy }) }),
      signal,
    );
    return answer.service.escalation_policy;
  }

  /** People who take turns in a schedule. */
  async scheduleUsers(id: string, signal: AbortSignal): Promise<string[]> {
    const answer = await this.ask(
      `schedules/${encodeURIComponent(id)}`,
      schedule,
      signal,
    );
    return answer.schedule.users.map(user => user.id);
  }

  private search(
    services: readonly string[],
    more: [string, string][],
  ): URLSearchParams {
    return new URLSearchParams([
      ...services.map(id => ['service_ids[]', id]),
      ...more,
      ['limit', String(LIMIT)],
    ]);
  }

  private async *pages(
    query: URLSearchParams,
    signal: AbortSignal,
  ): AsyncGenerator<PagerdutyIncident[]> {
    for (let offset = 0; ; offset += LIMIT) {
      if (offset + LIMIT > this.mostListed) {
        throw new TooManyIncidentsError(
          `more than ${this.mostListed} incidents in one period`,
        );
      }
      query.set('offset', String(offset));
      const page = await this.ask(`incidents?${query}`, incidentPage, signal);
      yield page.incidents;
      if (!page.more) return;
    }
  }

  private async ask<T extends z.ZodType>(
    path: string,
    schema: T,
    signal: AbortSignal,
  ): Promise<z.infer<T>> {
    const answer = schema.safeParse(
      await this.json.get(`${this.url}/${path}`, signal),
    );
    if (answer.success) return answer.data;
    const [issue] = answer.error.issues;
    throw new ServiceUnavailableError(
      `PagerDuty answered ${
        path.split('?')[0]
      } in an unknown shape: ${issue.path.join('.')}: ${issue.message}`,
    );
  }
}
