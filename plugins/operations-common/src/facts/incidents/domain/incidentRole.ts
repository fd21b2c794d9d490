import { EvidencePayload } from '../../../evidence/kinds';
import { IncidentRole } from './Incident';

const dropped = new Map([
  ['merged', 'merged into another incident'],
  ['duplicate', 'a duplicate of another incident'],
  ['test', 'a test'],
  ['tutorial', 'a tutorial'],
]);

const refused = new Set(['declined', 'cancelled', 'canceled', 'invalid']);

const overStatuses = new Set([
  'resolved',
  'closed',
  'completed',
  'done',
  'fixed',
  'postmortem',
  'post-incident',
  'documented',
]);

const normal = (text: unknown): string =>
  typeof text === 'string' ? text.trim().toLowerCase() : '';

/** Whether the status word says that the incident is over; words that are not known do not. */
export function isOver(status: string): boolean {
  return overStatuses.has(normal(status));
}

/**
 * Whether an incident counts, is listed apart, or is no incident at all.
 *
 * @remarks `mode` is the word some tools use beside the status for tests and tutorials.
 */
export function incidentRole(payload: EvidencePayload<'incident'>): {
  role: IncidentRole;
  note?: string;
} {
  for (const word of [normal(payload.status), normal(payload.mode)]) {
    const why = dropped.get(word);
    if (why) return { role: 'dropped', note: `${why}, left out` };
    if (refused.has(word))
      return { role: 'apart', note: `${word}, not counted` };
  }
  if (payload.impact === 'maintenance' || payload.impact === 'none') {
    const what = payload.impact === 'none' ? 'no impact' : 'maintenance';
    return { role: 'apart', note: `${what}, not counted` };
  }
  return { role: 'counted' };
}
