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
  /** What opening the link last showed, where that is a record of its own. */
  check?: Evidence<'document'>;
}

/** Whether a record says only what opening a link showed; it names no document by itself. @internal */
export function isLinkCheck({
  source,
  externalId = '',
}: Evidence<'document'>): boolean {
  return source === 'documents' && externalId.startsWith('link/');
}

function ofRecord(record: Evidence<'document'>): DocumentState {
  const { type, url, reviewedAt } = record.payload;
  const state: DocumentState = {
    type,
    record,
    ...(url ? { url } : {}),
    ...(reviewedAt ? { reviewedAt: toMillis(reviewedAt) } : {}),
  };
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

/** The newest look at the document's link, by whoever reported it or by us. */
function withCheck(
  state: DocumentState,
  checks: readonly Evidence<'document'>[],
): DocumentState {
  const { record, url } = state;
  const check = newest(checks.filter(({ payload }) => payload.url === url));
  const own = record && typeof record.payload.reachable === 'boolean';
  const later =
    check && (!own || toMillis(check.observedAt) > toMillis(record.observedAt));
  const last = later ? check : record;
  const shared = later ? { ...state, check } : state;
  if (last?.payload.reachable !== false) return shared;
  const reason = `its link could not be opened on ${last.observedAt}`;
  return { ...shared, present: false, reason };
}

/**
 * What is known of a type of document: its newest record by somebody, else the one found in TechDocs, else a link of that type on
 * the catalog entity; with what opening the link showed.
 *
 * @internal
 */
export function documentState(
  subject: FactSubject,
  type: string,
): DocumentState {
  const all = recordsOf(subject.evidence, 'document').filter(
    candidate => candidate.payload.type === type,
  );
  const checks = all.filter(isLinkCheck);
  const named = all.filter(record => !isLinkCheck(record));
  const record =
    newest(named.filter(({ source }) => source !== 'documents')) ??
    newest(named);
  const state = record ? ofRecord(record) : ofLink(subject, type);
  if (state) return withCheck(state, checks);
  return {
    type,
    reason: `no document of type ${type} was reported; report one, or link it on the catalog entity with type: ${type}`,
  };
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
