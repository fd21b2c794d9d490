import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { teller } from './Example';
import { iso, plus, Timeline } from './Timeline';

const rows = [
  { activity: 'security-patches', everyWeeks: 2, minutes: 40 },
  { activity: 'dependency-updates', everyWeeks: 4, minutes: 150 },
  { activity: 'os-patches', everyWeeks: 4, minutes: 130 },
  { activity: 'database-maintenance', everyWeeks: 1, minutes: 75 },
  { activity: 'infrastructure-updates', everyWeeks: 12, minutes: 300 },
  { activity: 'major-upgrade', everyWeeks: 40, minutes: 420 },
] as const;

const weeksTold = 44;
const week = 7 * 24 * 60;
/** Windows are announced and approved this long before they begin, in minutes. */
const notice = 15 * 24 * 60;

/** Maintenance that keeps to its schedule: each in an announced and approved window, tested and with a way back. */
export function keptSchedule(t: Timeline, entityRef: string): EvidenceInput[] {
  // Tuesday 02:00 UTC, when few people buy anything.
  const past = t.weekly(weeksTold, 26);
  const last = past[past.length - 1];
  const nights = [...past, plus(last, week), plus(last, 2 * week)];
  return nights.flatMap(starts =>
    rows
      .filter(row => t.weekOf(starts) % row.everyWeeks === 0)
      .flatMap(row => maintained(t, entityRef, starts, row)),
  );
}

function maintained(
  t: Timeline,
  entityRef: string,
  starts: number,
  row: (typeof rows)[number],
): EvidenceInput[] {
  const { activity, minutes } = row;
  const tell = teller(entityRef, 'change-calendar');
  const id = `${activity}-${iso(starts).slice(0, 10)}`;
  const completed = plus(starts, minutes);
  const announced = plus(starts, -notice);
  const planned = tell('maintenance-window', id, announced, {
    starts: iso(starts),
    ends: iso(plus(starts, minutes + 60)),
    activity,
    title: titleOf(activity),
    announcedAt: iso(announced),
    approval: {
      by: 'user:default/product-owner',
      role: 'product-owner',
      at: iso(announced),
    },
  });
  if (completed > t.now) return [planned];
  const done = tell('maintenance', id, completed, {
    activity,
    startedAt: iso(starts),
    completedAt: iso(completed),
    outcome: 'success',
    changeRef: `CHG-${id}`,
    rollbackPlanUrl: `https://changes.example.com/${id}/rollback`,
    stagingTested: true,
    windowRef: id,
    inWindow: true,
  });
  return [planned, done];
}

/** `Database maintenance in the quiet hours` for `database-maintenance`. */
function titleOf(activity: string): string {
  const words = activity.replaceAll('-', ' ').replace(/^os /, 'OS ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} in the quiet hours`;
}
