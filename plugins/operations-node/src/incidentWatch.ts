import {
  EvidenceInput,
  incidentsRecorded,
  Millis,
  toIso,
} from '@backstage-operations/plugin-operations-common';

const DAY: Millis = 86_400_000;

/** How long a source's word holds: a source that is down for a day or two makes nothing unknown. */
const HOLDS: Millis = 3 * DAY;

/**
 * The statement of a collector that it has read all incidents of an entity, so that their absence means something.
 *
 * @remarks
 * To be made only after everything was read, and only where the entity itself names what is read: a source that is asked about
 * every entity knows nothing of those that never use it. One record per day, the same all day long.
 * @public
 */
export function incidentWatch(options: {
  entityRef: string;
  /** Source of the evidence. */
  source: string;
  now: Millis;
}): EvidenceInput<'attestation'> {
  const { entityRef, source, now } = options;
  const today = Math.floor(now / DAY) * DAY;
  return {
    entityRef,
    kind: 'attestation',
    source,
    externalId: incidentsRecorded,
    observedAt: toIso(today),
    payload: {
      statement: incidentsRecorded,
      validUntil: toIso(today + HOLDS),
      renewed: true,
    },
  };
}
