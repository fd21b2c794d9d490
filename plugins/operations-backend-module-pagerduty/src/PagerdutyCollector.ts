import {
  EntityProfile,
  EvidenceInput,
  Millis,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import {
  CollectRequest,
  CollectResult,
  Collector,
  incidentWatch,
} from '@backstage-operations/plugin-operations-node';
import { isError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import { readCursor, writeCursor } from './Cursor';
import { incidentEvidence } from './incidentEvidence';
import { onCallOf } from './onCallOf';
import {
  PagerdutyApi,
  PagerdutyIncident,
  TooManyIncidentsError,
} from './PagerdutyApi';
import { halves, slices } from './slices';

/** Annotation with the ids of an entity's services, comma separated. */
const SERVICE = 'pagerduty.com/service-id';

/** What was created this long before now is listed again, in case it came late. */
const OVERLAP: Millis = 600_000;

/** Incidents read in one run at most, so that a long back-fill moves on run by run and survives a restart. */
const PER_RUN = 300;

/**
 * Reads the incidents of an entity's PagerDuty services, with everybody's acknowledgements.
 *
 * @remarks
 * First everything since the configured beginning, in parts of six months; then what is new and what was still open. A resolved
 * incident no longer says who acknowledged it, so the log entries of each are read. Webhooks may report the same meanwhile:
 * records of one incident are read together.
 */
export class PagerdutyCollector implements Collector {
  static create(options: {
    api: PagerdutyApi;
    every: HumanDuration;
    /** How far back the first run reaches. */
    reach: Millis;
    perRun?: number;
  }): PagerdutyCollector {
    const { api, every, reach, perRun = PER_RUN } = options;
    return new PagerdutyCollector(api, every, reach, perRun);
  }

  readonly id = 'pagerduty';
  readonly title = 'PagerDuty';
  // One after the other: all share one rate limit.
  readonly concurrency = 1;

  private constructor(
    private readonly api: PagerdutyApi,
    readonly every: HumanDuration,
    private readonly reach: Millis,
    private readonly perRun: number,
  ) {}

  appliesTo(entity: EntityProfile): boolean {
    return servicesOf(entity).length > 0;
  }

  async collect(request: CollectRequest): Promise<CollectResult> {
    const { entity, now, signal } = request;
    const { entityRef } = entity;
    const services = servicesOf(entity);
    const cursor = readCursor(request.cursor, now - this.reach);
    const read = await this.created(services, cursor.readTo, now, signal);
    const fresh = new Map(read.incidents.map(one => [one.id, one]));
    for (const one of await this.api.unresolved(services, signal)) {
      // Those that the back-fill has yet to reach are read when it does.
      if (toMillis(one.created_at) < read.readTo) fresh.set(one.id, one);
    }
    for (const id of cursor.open.filter(one => !fresh.has(one))) {
      const incident = await this.stillThere(id, signal);
      if (incident) fresh.set(id, incident);
    }
    const items: EvidenceInput[] = [];
    for (const service of services) {
      items.push(
        await onCallOf(service, { api: this.api, entityRef, now, signal }),
      );
    }
    const complete = read.readTo >= now - OVERLAP;
    if (complete) {
      items.push(incidentWatch({ entityRef, source: this.id, now }));
    }
    for (const incident of fresh.values()) {
      const entries = await this.api.logEntries(incident.id, signal);
      items.push(...incidentEvidence(incident, entries, { entityRef, now }));
    }
    return {
      items,
      cursor: writeCursor({
        readTo: read.readTo,
        open: [...fresh.values()].filter(isOpen).map(({ id }) => id),
      }),
      ...(complete
        ? {}
        : {
            warnings: [
              `incidents since ${new Date(
                read.readTo,
              ).toISOString()} are still to be read`,
            ],
          }),
    };
  }

  /** An incident as it is now; one that was deleted ends nothing. */
  private async stillThere(
    id: string,
    signal: AbortSignal,
  ): Promise<PagerdutyIncident | undefined> {
    try {
      return await this.api.incident(id, signal);
    } catch (error) {
      if (isError(error) && error.name === 'NotFoundError') return undefined;
      throw error;
    }
  }

  /** Incidents created since an instant, as many as one run takes, and up to where that is all of them. */
  private async created(
    services: readonly string[],
    from: Millis,
    now: Millis,
    signal: AbortSignal,
  ): Promise<{ incidents: PagerdutyIncident[]; readTo: Millis }> {
    const incidents: PagerdutyIncident[] = [];
    const waiting = slices(from, now);
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      const before = incidents.length;
      try {
        for await (const page of this.api.incidents(services, part, signal)) {
          incidents.push(...page);
          if (incidents.length <= this.perRun) continue;
          const whole = completeInstants(incidents);
          if (whole.incidents.length >= this.perRun) return whole;
        }
      } catch (error) {
        const parts =
          error instanceof TooManyIncidentsError ? halves(part) : undefined;
        if (!parts) throw error;
        incidents.length = before;
        waiting.unshift(...parts);
      }
    }
    return { incidents, readTo: now - OVERLAP };
  }
}

/**
 * Those read so far without the newest instant, which the next page may have more of.
 *
 * @returns also that instant, at which the next run begins
 */
function completeInstants(incidents: readonly PagerdutyIncident[]) {
  const newest = Math.max(...incidents.map(one => toMillis(one.created_at)), 0);
  return {
    incidents: incidents.filter(one => toMillis(one.created_at) < newest),
    readTo: newest,
  };
}

function isOpen({ status }: PagerdutyIncident): boolean {
  return status !== 'resolved';
}

function servicesOf(entity: EntityProfile): string[] {
  return (entity.annotations[SERVICE] ?? '')
    .split(',')
    .map(id => id.trim())
    .filter(Boolean);
}
