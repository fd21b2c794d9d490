import { RollUp, ScorecardSummary } from '../api/Overview';
import { Metric } from '../api/sections';
import { factCatalogue } from '../facts/catalogue';
import { RequiredDocument } from '../facts/documents';
import { FactSubject } from '../facts/Fact';
import { durationMillis, Millis, toMillis } from '../time';

/** Ages are shown as of the overview, and must not be much older than they say. */
const LONGEST = 3_600_000;

interface Parts {
  metrics: readonly Metric[];
  scorecards: readonly ScorecardSummary[];
  documents: readonly RequiredDocument[];
  rollUp?: RollUp;
}

/** When the answers of the facts change that the sections are made of. */
function* factInstants(subject: FactSubject, now: Millis) {
  const kinds = new Set<string>(subject.evidence.map(({ kind }) => kind));
  for (const fact of factCatalogue) {
    const asked =
      !fact.of?.required && fact.kinds.some(kind => kinds.has(kind));
    if (asked) yield fact.compute(subject, { now }).validUntil;
  }
}

/** When documents become too old for what is asked of them. */
function* reviewInstants(
  subject: FactSubject,
  documents: readonly RequiredDocument[],
) {
  for (const { type, maxAge } of documents) {
    for (const { kind, payload } of subject.evidence) {
      if (kind !== 'document' || maxAge === undefined) continue;
      const { type: of, reviewedAt } = payload as {
        type?: string;
        reviewedAt?: string | null;
      };
      if (of !== type || !reviewedAt) continue;
      yield toMillis(reviewedAt) + durationMillis(maxAge) + 1;
    }
  }
}

/** The first instant at which something that an overview shows is no longer so, an hour at most. @internal */
export function overviewUntil(
  subject: FactSubject,
  now: Millis,
  { metrics, scorecards, documents, rollUp }: Parts,
): Millis {
  let until = now + LONGEST;
  const shorten = (at: Millis) => {
    // What has lapsed already, like a result that waits for its evaluation, must not be kept at all.
    until = Math.max(now, Math.min(until, at));
  };
  for (const { validUntil } of [
    ...metrics,
    ...scorecards,
    ...(rollUp ? [rollUp] : []),
  ]) {
    if (validUntil) shorten(toMillis(validUntil));
  }
  for (const validUntil of factInstants(subject, now)) {
    if (validUntil) shorten(toMillis(validUntil));
  }
  for (const at of reviewInstants(subject, documents)) {
    if (at > now) shorten(at);
  }
  return until;
}
