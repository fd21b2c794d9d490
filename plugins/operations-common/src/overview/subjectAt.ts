import { Evidence } from '../evidence/Evidence';
import { EvidencePayload } from '../evidence/kinds';
import { FactSubject } from '../facts/Fact';
import { Millis, toMillis } from '../time';

function thingOf({ kind, source, externalId, id }: Evidence): string {
  return externalId === undefined ? id : `${kind} ${source} ${externalId}`;
}

/** When a record began to say something about the world. */
function speaksFrom(record: Evidence): Millis {
  // What is asked for today is what the past is measured against.
  if (record.kind === 'backup-policy') return -Infinity;
  if (record.kind === 'incident') {
    // Its newest revision tells its whole course, with the times of each step.
    const { segments } = record.payload as EvidencePayload<'incident'>;
    const starts = (segments ?? []).map(({ startedAt }) => toMillis(startedAt));
    return Math.min(...starts, toMillis(record.observedAt));
  }
  return toMillis(record.observedAt);
}

interface Entry {
  record: Evidence;
  thing: string;
  from: Millis;
}

/** The history of an entity, read once to be looked at from many instants. @internal */
export interface Timeline {
  subject: FactSubject;
  /** Oldest first by `observedAt`, so that the last of a thing is its current revision. */
  entries: readonly Entry[];
}

/** Puts what is known of an entity in order of time. @internal */
export function timelineOf(subject: FactSubject): Timeline {
  const records = [...(subject.superseded ?? []), ...subject.evidence];
  const entries = records
    .map(record => ({
      record,
      thing: thingOf(record),
      from: speaksFrom(record),
      observedAt: toMillis(record.observedAt),
    }))
    .sort((a, b) => a.observedAt - b.observedAt);
  return { subject, entries };
}

/**
 * An entity as its evidence describes an earlier instant.
 *
 * @remarks For trends: by the time at which things were true, in the revision that was current then where the subject keeps
 * superseded ones.
 * @public
 */
export function subjectAt(
  { subject, entries }: Timeline,
  at: Millis,
): FactSubject {
  const current = new Map<string, Evidence>();
  for (const { record, thing, from } of entries) {
    if (from <= at) current.set(thing, record);
  }
  return { ...subject, evidence: [...current.values()], superseded: [] };
}
