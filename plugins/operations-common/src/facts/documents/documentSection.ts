import { DocumentSection } from '../../api/sections';
import { durationMillis, Millis, toIso } from '../../time';
import { FactSubject } from '../Fact';
import { recordsOf } from '../select';
import { DocumentState, documentState, isLinkCheck } from './documentState';
import { documentTitle, documentTypes } from './documentTypes';

/** A document that some scorecard asks for. @internal */
export interface RequiredDocument {
  type: string;
  /** How old its last review may be, ISO 8601. */
  maxAge?: string;
}

type Entry = DocumentSection['documents'][number];

function verdictOf(
  { present, reason, reviewedAt }: DocumentState,
  maxAge: string | undefined,
  now: Millis,
): Pick<Entry, 'verdict' | 'reason'> {
  if (present === undefined) return { verdict: 'unknown', reason };
  if (!present) return { verdict: 'fail', reason };
  if (maxAge === undefined) {
    return { verdict: 'pass', ...(reason ? { reason } : {}) };
  }
  if (reviewedAt === undefined) {
    return {
      verdict: 'stale',
      reason: 'nothing says when it was reviewed (reviewedAt)',
    };
  }
  return now <= reviewedAt + durationMillis(maxAge)
    ? { verdict: 'pass' }
    : {
        verdict: 'stale',
        reason: `last reviewed on ${toIso(
          reviewedAt,
        )}, asked is every ${maxAge}`,
      };
}

function entryOf(
  state: DocumentState,
  maxAge: string | undefined,
  now: Millis,
): Entry {
  const { type, record, check, url, reviewedAt } = state;
  const { title, owner } = record?.payload ?? {};
  const { reachable } = (check ?? record)?.payload ?? {};
  return {
    type,
    title: title ?? documentTitle(type),
    ...(url ? { url } : {}),
    ...(owner ? { owner } : {}),
    ...(reviewedAt === undefined ? {} : { reviewedAt: toIso(reviewedAt) }),
    ...(typeof reachable === 'boolean' ? { reachable } : {}),
    ...verdictOf(state, maxAge, now),
  };
}

/** The strictest age that is asked for of each type. */
function agesAsked(
  required: readonly RequiredDocument[],
): Map<string, string | undefined> {
  const ages = new Map<string, string | undefined>();
  for (const { type, maxAge } of required) {
    const known = ages.get(type);
    const stricter =
      maxAge !== undefined &&
      (known === undefined || durationMillis(maxAge) < durationMillis(known));
    ages.set(type, stricter ? maxAge : known);
  }
  return ages;
}

/**
 * The documents of an entity, those that are asked for first, then what was reported or is linked in the catalog, each with whether it is there and current.
 *
 * @internal
 */
export function documentSection(
  subject: FactSubject,
  now: Millis,
  required: readonly RequiredDocument[] = [],
): DocumentSection {
  const ages = agesAsked(required);
  const reported = recordsOf(subject.evidence, 'document').filter(
    record => !isLinkCheck(record),
  );
  const types = new Set([
    ...ages.keys(),
    ...reported.map(record => record.payload.type),
    ...subject.entity.links.flatMap(({ type = '' }) =>
      Object.hasOwn(documentTypes, type) ? type : [],
    ),
  ]);
  return {
    documents: [...types].map(type =>
      entryOf(documentState(subject, type), ages.get(type), now),
    ),
  };
}
