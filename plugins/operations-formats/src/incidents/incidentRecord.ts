import {
  EvidenceInput,
  EvidencePayload,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { clipped } from '../shared/text';
import { FormatContext } from '../Format';

type Payload = EvidencePayload<'incident'>;
type EventType = NonNullable<Payload['event']>['type'];

/** The latest of the instants, for when a record was true; undefined of none. */
export function latest(
  ...instants: (string | null | undefined)[]
): string | undefined {
  return instants
    .filter((at): at is string => Boolean(at))
    .sort((a, b) => toMillis(b) - toMillis(a))[0];
}

/** The earliest of the instants; undefined of none. */
export function earliest(
  ...instants: (string | null | undefined)[]
): string | undefined {
  return instants
    .filter((at): at is string => Boolean(at))
    .sort((a, b) => toMillis(a) - toMillis(b))[0];
}

/** An incident as its tool describes it. */
export function incidentRecord(
  context: FormatContext,
  source: string,
  externalId: string,
  observedAt: string,
  payload: Payload,
): EvidenceInput<'incident'> {
  return {
    entityRef: context.entityRef,
    kind: 'incident',
    source,
    externalId: clipped(externalId, 253),
    observedAt,
    payload: { ...payload, title: clipped(payload.title, 500) },
  };
}

/** One event in the life of an incident, for tools that only report those. */
export function incidentEvent(
  context: FormatContext,
  source: string,
  event: { id: string; incident: string; type: EventType; at: string },
  payload: Payload,
): EvidenceInput<'incident'> {
  const { id, incident, type, at } = event;
  return incidentRecord(context, source, `${incident}@${id}`, at, {
    ...payload,
    event: { incident, type, at },
  });
}

/** A review, or a follow-up of one, as its tool describes it. */
export function reviewRecord(
  context: FormatContext,
  source: string,
  externalId: string,
  observedAt: string,
  payload: EvidencePayload<'review'>,
): EvidenceInput<'review'> {
  return {
    entityRef: context.entityRef,
    kind: 'review',
    source,
    externalId: clipped(externalId, 253),
    observedAt,
    payload,
  };
}
