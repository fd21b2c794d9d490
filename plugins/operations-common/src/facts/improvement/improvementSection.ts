import { ImprovementSection } from '../../api/sections';
import { Millis, toIso } from '../../time';
import { FactSubject } from '../Fact';
import { BacklogItem, improvementBacklog, isLate } from './backlog';

const shown = 50;

/** The improvement backlog as the tab shows it; null when none was ever reported. @public */
export function improvementSection(
  subject: FactSubject,
  now: Millis,
): ImprovementSection | null {
  const items = improvementBacklog(subject.evidence, now);
  if (items.length === 0) return null;
  const done = items.filter(({ status }) => status === 'done');
  return {
    open: items.length - done.length,
    done: done.length,
    overdue: items.filter(item => isLate(item, now)).length,
    validated: done.filter(
      ({ validatedAt }) => validatedAt !== undefined && validatedAt <= now,
    ).length,
    items: [...items]
      .sort(byUrgency)
      .slice(0, shown)
      .map(item => rowOf(item, now)),
  };
}

/** Pending work first, the earliest due date on top. */
function byUrgency(a: BacklogItem, b: BacklogItem): number {
  return (
    Number(a.status === 'done') - Number(b.status === 'done') ||
    (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) ||
    0
  );
}

function rowOf(
  item: BacklogItem,
  now: Millis,
): ImprovementSection['items'][number] {
  const { title, source, priority, status, url, owner, incident } = item;
  const { dueAt, validatedAt } = item;
  return {
    title,
    ...(source ? { source } : {}),
    ...(priority ? { priority } : {}),
    status,
    ...(dueAt === undefined ? {} : { dueAt: toIso(dueAt) }),
    ...(isLate(item, now) ? { overdue: true } : {}),
    ...(validatedAt === undefined ? {} : { validatedAt: toIso(validatedAt) }),
    ...(url ? { url } : {}),
    ...(owner ? { owner } : {}),
    ...(incident ? { incident } : {}),
  };
}
