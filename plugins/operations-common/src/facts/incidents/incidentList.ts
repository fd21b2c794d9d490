import { IncidentStatus } from '../../api/sections';
import { Millis } from '../../time';
import { FactSubject } from '../Fact';
import { downtime } from './domain/downtime';
import { Incident } from './domain/Incident';
import { incidentPopulation, isOpen } from './domain/population';
import { reviewsDue } from './domain/reviews';
import { incidentStatus } from './incidentStatus';

function byStartDescending(a: Incident, b: Incident): number {
  return b.start - a.start || (a.evidence.id < b.evidence.id ? 1 : -1);
}

/**
 * The incidents of an entity that have a part in a window, counted or not, newest first.
 *
 * @param window - half-open; one that ends now also has the incidents that are still open
 * @param limit - at most so many are described
 * @returns the first of them, and how many there are
 * @public
 */
export function incidentStatuses(
  subject: FactSubject,
  window: { from: Millis; to: Millis },
  now: Millis,
  limit: number,
): { incidents: IncidentStatus[]; total: number } {
  const { counted, apart } = incidentPopulation(subject.evidence);
  const all = [...counted, ...apart];
  const inside = new Set(downtime(all, window).incidents);
  const listed = all
    .filter(
      incident =>
        inside.has(incident) || (window.to >= now && isOpen(incident, now)),
    )
    .sort(byStartDescending);
  const { evidence, settings } = subject;
  const reviews = reviewsDue(listed.slice(0, limit), evidence, now, settings);
  return {
    incidents: reviews.map(review =>
      incidentStatus(review.incident, now, settings, review),
    ),
    total: listed.length,
  };
}
