import { Evidence } from '../../../evidence/Evidence';
import { addBusinessDays, Millis, toMillis } from '../../../time';
import { recordsOf } from '../../select';
import { OperationsSettings } from '../../settings';
import { Incident } from './Incident';
import { rememberPair } from './rememberPair';
import { isResolved } from './population';
import { isSecurity } from './securityIncidents';

/** Where the review of one incident stands. */
export interface ReviewDue {
  incident: Incident;
  /** What is recorded of the review: it, and follow-ups that some tools send apart from it. */
  records: readonly Evidence<'review'>[];
  /** Present once resolved, for SEV-1, SEV-2, what is of security and where no severity is stated; others need none. */
  dueAt?: Millis;
  completedAt?: Millis;
}

const doneStatuses = new Set([
  'completed',
  'complete',
  'done',
  'published',
  'closed',
]);

/** When a review was finished; a status that says so without a time counts from the record's own. */
export function reviewCompletedAt(
  review: Evidence<'review'>,
): Millis | undefined {
  const { completedAt, status } = review.payload;
  if (completedAt) return toMillis(completedAt);
  return doneStatuses.has(status.trim().toLowerCase())
    ? toMillis(review.observedAt)
    : undefined;
}

const keyOf = (name: string) => name.trim().toLowerCase();

function resolveInstant(incident: Incident): Millis {
  const ends = incident.segments.map(({ start, end }) => end ?? start);
  return (
    incident.resolvedAt ?? ends.reduce((a, b) => Math.max(a, b), incident.start)
  );
}

const reviewDue = rememberPair(
  (settings: OperationsSettings, incident: Incident): Millis =>
    addBusinessDays(
      resolveInstant(incident),
      settings.incidents.reviewBusinessDays,
      settings.calendar,
    ),
);

function earliest(...times: (Millis | undefined)[]): Millis | undefined {
  const given = times.filter((at): at is Millis => at !== undefined);
  return given.length > 0 ? Math.min(...given) : undefined;
}

/**
 * The reviews of the incidents counted, found by the incident's own id or the id of its record.
 *
 * @remarks
 * Due for resolved SEV-1 and SEV-2 some business days after the resolve (five unless the settings say otherwise). An incident of no
 * stated severity may have been one of them, so it gets the same date; so does one of security, whatever its severity.
 */
export function reviewsDue(
  counted: readonly Incident[],
  evidence: readonly Evidence[],
  now: Millis,
  settings: OperationsSettings,
): ReviewDue[] {
  const byIncident = new Map<string, Evidence<'review'>[]>();
  for (const record of recordsOf(evidence, 'review')) {
    const key = keyOf(record.payload.incident);
    byIncident.set(key, [...(byIncident.get(key) ?? []), record]);
  }
  return counted.map(incident => {
    const { id, externalId, payload } = incident.evidence;
    const records = [externalId, id].flatMap(name =>
      name === undefined ? [] : byIncident.get(keyOf(name)) ?? [],
    );
    const inside = payload.review?.completedAt;
    const { severity } = incident;
    const grave = !severity || severity === 'sev-1' || severity === 'sev-2';
    const needed = grave || isSecurity(incident);
    return {
      incident,
      records,
      completedAt: earliest(
        ...records.map(reviewCompletedAt),
        inside ? toMillis(inside) : undefined,
      ),
      dueAt:
        needed && isResolved(incident, now)
          ? reviewDue(settings, incident)
          : undefined,
    };
  });
}

/** Whether a review that was due is not there. */
export function isReviewOverdue(review: ReviewDue, now: Millis): boolean {
  const { dueAt, completedAt } = review;
  return (
    dueAt !== undefined &&
    now > dueAt &&
    (completedAt === undefined || completedAt > now)
  );
}

/** One action item of a review with its times read. */
export interface ActionItem {
  review: Evidence<'review'>;
  id: string;
  title: string;
  dueAt?: Millis;
  doneAt?: Millis;
}

/** The action items of all reviews. */
export function actionItems(evidence: readonly Evidence[]): ActionItem[] {
  return recordsOf(evidence, 'review').flatMap(review =>
    (review.payload.actionItems ?? []).map(item => ({
      review,
      id: item.id,
      title: item.title,
      dueAt: item.dueAt ? toMillis(item.dueAt) : undefined,
      doneAt: item.doneAt ? toMillis(item.doneAt) : undefined,
    })),
  );
}

/** Whether the item is done at that instant. */
export function isDone(item: ActionItem, now: Millis): boolean {
  return item.doneAt !== undefined && item.doneAt <= now;
}

/** Whether the item was due and is not done; one without a due date never is. */
export function isActionOverdue(item: ActionItem, now: Millis): boolean {
  return item.dueAt !== undefined && now > item.dueAt && !isDone(item, now);
}
