import { Evidence } from '../../evidence/Evidence';
import { Millis, toIso, toMillis } from '../../time';
import { FactSubject } from '../Fact';
import { newest, recordsOf } from '../select';

/** What is known of one document. @internal */
export interface DocumentState {
  type: string;
  /** Undefined when nothing is known. */
  present?: boolean;
  /** Why it is not there, or not known to be. */
  reason?: string;
  url?: string;
  reviewedAt?: Millis;
  record?: Evidence<'document'>;
}

function ofRecord(record: Evidence<'document'>): DocumentState {
  const { type, url, reviewedAt, reachable } = record.payload;
  const state: DocumentState = {
    type,
    record,
    ...(url ? { url } : {}),
    ...(reviewedAt ? { reviewedAt: toMillis(reviewedAt) } : {}),
  };
  if (reachable === false) {
    const reason = `its link could not be opened on ${record.observedAt}`;
    return { ...state, present: false, reason };
  }
  return url
    ? { ...state, present: true }
    : { ...state, reason: 'nothing says where it is (url)' };
}

function ofLink(subject: FactSubject, type: string): DocumentState | undefined {
  const link = subject.entity.links.find(candidate => candidate.type === type);
  return (
    link && {
      type,
      present: true,
      url: link.url,
      reason: 'linked in the catalog; nothing says when it was reviewed',
    }
  );
}

/**
 * What is known of a type of document: its newest record, else a link of that type on the catalog entity.
 *
 * @internal
 */
export function documentState(
  subject: FactSubject,
  type: string,
): DocumentState {
  const record = newest(
    recordsOf(subject.evidence, 'document').filter(
      candidate => candidate.payload.type === type,
    ),
  );
  if (record) return ofRecord(record);
  return (
    ofLink(subject, type) ?? {
      type,
      reason: `no document of type ${type} was reported; report one, or link it on the catalog entity with type: ${type}`,
    }
  );
}

/** Why a review can't be measured from, in words; undefined when it can. @internal */
export function reviewProblem(
  { present, reason, reviewedAt }: DocumentState,
  now: Millis,
): string | undefined {
  if (reviewedAt === undefined) {
    return present === undefined
      ? reason
      : 'nothing says when it was reviewed (reviewedAt)';
  }
  return reviewedAt > now
    ? `its review is dated in the future: ${toIso(reviewedAt)}`
    : undefined;
}
