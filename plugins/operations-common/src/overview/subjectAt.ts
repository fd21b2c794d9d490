import { Evidence } from '../evidence/Evidence';
import { EvidencePayload } from '../evidence/kinds';
import { FactSubject } from '../facts/Fact';
import { findingsAt } from '../facts/patch/findingsAt';
import { knowledgeAt } from '../facts/patch/VulnerabilityKnowledge';
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

/** One record with when it began to speak. @public */
export interface TimelineEntry {
  record: Evidence;
  /** What it is a revision of. */
  thing: string;
  from: Millis;
}

/** The history of an entity, read once to be looked at from many instants. @public */
export interface Timeline {
  subject: FactSubject;
  /** Oldest first by `observedAt`, so that the last of a thing is its current revision. */
  entries: readonly TimelineEntry[];
}

/**
 * Puts what is known of an entity in order of time.
 *
 * @param subject - with earlier revisions among its evidence or in `superseded`, where the caller keeps them
 * @public
 */
export function timelineOf(subject: FactSubject): Timeline {
  const entries = [...(subject.superseded ?? []), ...subject.evidence]
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
 * @remarks For trends: by the time at which things were true, each thing in the revision that was current then.
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
  return {
    ...subject,
    ...(subject.findings && { findings: findingsAt(subject.findings, at) }),
    ...(subject.knowledge && {
      knowledge: knowledgeAt(subject.knowledge, at),
    }),
    evidence: [...current.values()],
    superseded: [],
  };
}
