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

/**
 * An entity as its evidence describes an earlier instant.
 *
 * @remarks For trends: by the time at which things were true, in the revision that was current then where the subject keeps
 * superseded ones.
 * @internal
 */
export function subjectAt(subject: FactSubject, at: Millis): FactSubject {
  const current = new Map<string, Evidence>();
  for (const record of [...(subject.superseded ?? []), ...subject.evidence]) {
    if (speaksFrom(record) > at) continue;
    const thing = thingOf(record);
    const known = current.get(thing);
    if (
      known === undefined ||
      toMillis(record.observedAt) >= toMillis(known.observedAt)
    ) {
      current.set(thing, record);
    }
  }
  return { ...subject, evidence: [...current.values()], superseded: [] };
}
