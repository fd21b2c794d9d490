import { FactSubject } from '../../Fact';
import { Incident } from './Incident';
import { incidentRole } from './incidentRole';
import { incidentPopulation } from './population';

/** Whether somebody flagged it as one of security. */
export function isSecurity({ evidence }: Incident): boolean {
  return evidence.payload.security === true;
}

/**
 * Incidents of security that no other figure counts, since they cost no availability: a leak breaks nothing.
 *
 * @remarks What was called off stays left out, and so does maintenance.
 */
export function quietBreaches({ evidence }: FactSubject): Incident[] {
  return incidentPopulation(evidence).apart.filter(incident => {
    const { payload } = incident.evidence;
    const real = incidentRole({ ...payload, impact: 'degraded' }).role;
    return (
      isSecurity(incident) && payload.impact === 'none' && real === 'counted'
    );
  });
}
