import { Millis } from '../../../time';
import { Segment } from './Incident';

/** An instant at which trouble began (again) or ended. @public */
export interface TroublePoint {
  at: Millis;
  type: 'begin' | 'end';
}

/**
 * Turns what was reported of an incident, in any order and as often as you like, into its stretches of trouble.
 *
 * @remarks A second begin while it goes on, and a second end while it is over, say nothing new. An end before any begin is dropped.
 * @public
 */
export function foldSegments(points: readonly TroublePoint[]): Segment[] {
  const ordered = [...points].sort(
    (a, b) => a.at - b.at || (a.type < b.type ? -1 : 1),
  );
  const segments: Segment[] = [];
  for (const { at, type } of ordered) {
    const last = segments[segments.length - 1];
    const goesOn = last !== undefined && last.end === undefined;
    if (type === 'begin' && !goesOn) segments.push({ start: at });
    if (type === 'end' && goesOn) last.end = at;
  }
  return segments;
}
