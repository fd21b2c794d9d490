import { Millis, toIso } from '../../time';
import { FactSubject } from '../Fact';
import { patchView } from '../patch/PatchView';
import { activeAt } from '../patch/TrackedFinding';
import { MaintenanceActivity } from '../settings';
import { maintenanceWindows } from './MaintenanceWindow';

/** Activities in which a vulnerable package is replaced. */
const patching: readonly (MaintenanceActivity | undefined)[] = [
  undefined,
  'security-patches',
  'dependency-updates',
  'os-patches',
];

/**
 * Where two clocks disagree: findings that fall due before there is a window to patch in.
 *
 * @remarks Only for entities that plan windows at all.
 * @internal
 */
export function windowConflicts(subject: FactSubject, now: Millis): string[] {
  const windows = maintenanceWindows(subject.evidence).filter(({ evidence }) =>
    patching.includes(evidence.payload.activity),
  );
  if (windows.length === 0) return [];
  const next = windows.find(({ ends }) => ends > now);
  const limit = next?.starts ?? Infinity;
  const due = patchView(subject)
    .tracked.flatMap(tracked => {
      const dueAt = activeAt(tracked, now)?.dueAt;
      return dueAt !== undefined && now <= dueAt && dueAt < limit
        ? [{ dueAt, id: tracked.finding.vulnerability }]
        : [];
    })
    .sort((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1));
  if (due.length === 0) return [];
  const [first] = due;
  const findings =
    due.length === 1 ? '1 finding falls' : `${due.length} findings fall`;
  const when = next
    ? `before the next maintenance window on ${toIso(next.starts)}`
    : 'and no maintenance window is planned';
  return [
    `${findings} due ${when}; the first is ${first.id} on ${toIso(
      first.dueAt,
    )}`,
  ];
}
