import { Evidence } from '../../evidence/Evidence';
import { Millis } from '../../time';
import { actionItems, isDone } from '../incidents/domain/reviews';
import { plannedWork } from '../PlannedWork';

/** An entry of the improvement backlog, from wherever it came. @internal */
export interface BacklogItem {
  evidence: Evidence<'improvement' | 'review'>;
  title: string;
  source?: string;
  priority?: string;
  status: 'open' | 'in-progress' | 'done';
  dueAt?: Millis;
  /** For action items, which may be said to be done on a day to come. */
  doneAt?: Millis;
  validatedAt?: Millis;
  url?: string;
  owner?: string;
  /** The incident whose review asked for it. */
  incident?: string;
}

/**
 * Improvements as they were recorded, with the action items of post-incident reviews.
 *
 * @remarks
 * An action item that somebody recorded as an improvement too, at the same address or under the same title as one that came from an
 * incident, is that improvement.
 * @internal
 */
export function improvementBacklog(
  evidence: readonly Evidence[],
  now: Millis,
): BacklogItem[] {
  const recorded = improvements(evidence);
  const taken = new Set(recorded.flatMap(namesOf));
  const actions = actionsOf(evidence, now).filter(
    item => !namesOf(item).some(name => taken.has(name)),
  );
  return [...recorded, ...actions];
}

/** Whether it is past its due date and not done. @internal */
export function isLate(item: BacklogItem, now: Millis): boolean {
  return item.status !== 'done' && item.dueAt !== undefined && now > item.dueAt;
}

/** By what the same work is known again. */
function namesOf({ url, title, source }: BacklogItem): string[] {
  return [
    ...(url ? [`url ${url}`] : []),
    ...(source === 'incident' ? [`title ${title.trim().toLowerCase()}`] : []),
  ];
}

function improvements(evidence: readonly Evidence[]): BacklogItem[] {
  return plannedWork(evidence, 'improvement').flatMap(work => {
    const { status, dueAt, validatedAt } = work;
    if (status === 'cancelled' || work.evidence.kind !== 'improvement')
      return [];
    const { title, source, priority, url } = work.evidence.payload;
    return {
      evidence: work.evidence as Evidence<'improvement'>,
      title,
      status,
      ...(source ? { source } : {}),
      ...(priority ? { priority } : {}),
      ...(dueAt === undefined ? {} : { dueAt }),
      ...(validatedAt === undefined ? {} : { validatedAt }),
      ...(url ? { url } : {}),
    };
  });
}

function actionsOf(evidence: readonly Evidence[], now: Millis): BacklogItem[] {
  return actionItems(evidence).map(item => {
    const { review, id, title, dueAt, doneAt } = item;
    const listed = review.payload.actionItems?.find(one => one.id === id);
    return {
      evidence: review,
      title,
      source: 'incident',
      status: isDone(item, now) ? ('done' as const) : ('open' as const),
      ...(dueAt === undefined ? {} : { dueAt }),
      ...(doneAt === undefined ? {} : { doneAt }),
      ...(listed?.url ? { url: listed.url } : {}),
      ...(listed?.owner ? { owner: listed.owner } : {}),
      incident: review.payload.incident,
    };
  });
}
