import {
  EvidenceInput,
  EvidencePayload,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { isoOfText } from '../shared/instants';
import { FormatContext } from '../Format';

type Payload = EvidencePayload<'incident'>;
type EventType = NonNullable<Payload['event']>['type'];

/** The text cut to a length that a field takes. */
export function clipped(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

/** The address when it is one that may be linked. */
export function webUrl(text: string | null | undefined): string | undefined {
  return text && /^https?:\/\//i.test(text) && URL.canParse(text)
    ? text.slice(0, 2048)
    : undefined;
}

/** A tool's timestamp as ISO 8601 in UTC; undefined for one that is absent. */
export function instantOf(
  format: string,
  text: string | null | undefined,
  zone?: string,
): string | undefined {
  if (!text) return undefined;
  return isoOfText(format, text.replace(/ UTC$/, 'Z'), zone);
}

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
