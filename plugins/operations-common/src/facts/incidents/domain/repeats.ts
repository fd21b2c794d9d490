import { Incident } from './Incident';

/** A cause that came back. */
export interface RepeatedCause {
  cause: string;
  incidents: Incident[];
}

/** Causes that more than one of the incidents names, most frequent first. */
export function repeatedCauses(
  incidents: readonly Incident[],
): RepeatedCause[] {
  const byCause = new Map<string, Incident[]>();
  for (const incident of incidents) {
    if (!incident.cause) continue;
    const same = byCause.get(incident.cause);
    if (same) same.push(incident);
    else byCause.set(incident.cause, [incident]);
  }
  return [...byCause]
    .filter(([, same]) => same.length > 1)
    .map(([cause, same]) => ({ cause, incidents: same }))
    .sort(
      (a, b) =>
        b.incidents.length - a.incidents.length || (a.cause < b.cause ? -1 : 1),
    );
}
