import { ImprovementSection } from '../../api/sections';
import { Millis } from '../../time';
import { FactSubject } from '../Fact';
import { isWorkOverdue, plannedWork, PlannedWork } from '../PlannedWork';

const shown = 50;

/** The improvement backlog as the tab shows it; null when none was ever reported. @public */
export function improvementSection(
  subject: FactSubject,
  now: Millis,
): ImprovementSection | null {
  const items = plannedWork(subject.evidence, 'improvement');
  if (items.length === 0) return null;
  const validated = items.filter(
    ({ status, validatedAt }) =>
      status === 'done' && validatedAt !== undefined && validatedAt <= now,
  );
  return {
    open: items.filter(({ pending }) => pending).length,
    done: items.filter(({ status }) => status === 'done').length,
    overdue: items.filter(item => isWorkOverdue(item, now)).length,
    validated: validated.length,
    items: [...items].sort(byUrgency).slice(0, shown).map(itemRow),
  };
}

/** Pending work first, the earliest due date on top. */
function byUrgency(a: PlannedWork, b: PlannedWork): number {
  return (
    Number(b.pending) - Number(a.pending) ||
    (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) ||
    0
  );
}

function itemRow({
  evidence,
}: PlannedWork): ImprovementSection['items'][number] {
  const { title, source, priority, status, dueAt, validatedAt, url } =
    evidence.payload;
  return {
    title,
    ...(source ? { source } : {}),
    ...(priority ? { priority } : {}),
    status,
    ...(dueAt ? { dueAt } : {}),
    ...(validatedAt ? { validatedAt } : {}),
    ...(url ? { url } : {}),
  };
}
