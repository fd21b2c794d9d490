import { Evidence } from '../../../evidence/Evidence';
import { EvidencePayload } from '../../../evidence/kinds';
import { Millis, toIso, toMillis } from '../../../time';
import { foldSegments, TroublePoint } from './foldSegments';
import { Incident } from './Incident';
import { incidentRole } from './incidentRole';
import { readIncident } from './readIncident';

type Record = Evidence<'incident'>;
type Payload = EvidencePayload<'incident'>;

const given = (text: string | null | undefined): Millis[] =>
  text ? [toMillis(text)] : [];

function pointsOf({
  segments = [],
  resolvedAt,
  event,
}: Payload): TroublePoint[] {
  const begin = (at: Millis): TroublePoint => ({ at, type: 'begin' });
  const end = (at: Millis): TroublePoint => ({ at, type: 'end' });
  const at = event ? [toMillis(event.at)] : [];
  return [
    ...segments.flatMap(({ startedAt, endedAt }) => [
      begin(toMillis(startedAt)),
      ...given(endedAt).map(end),
    ]),
    ...given(resolvedAt).map(end),
    ...(event?.type === 'triggered' || event?.type === 'reopened'
      ? at.map(begin)
      : []),
    ...(event?.type === 'resolved' ? at.map(end) : []),
  ];
}

const acknowledgements = ({ acknowledgedAt, event }: Payload): Millis[] => [
  ...given(acknowledgedAt),
  ...(event?.type === 'acknowledged' ? [toMillis(event.at)] : []),
];

const resolves = ({ resolvedAt, event }: Payload): Millis[] => [
  ...given(resolvedAt),
  ...(event?.type === 'resolved' ? [toMillis(event.at)] : []),
];

function newestOf<T>(
  records: readonly Record[],
  read: (payload: Payload) => T | null | undefined,
): T | undefined {
  for (let index = records.length - 1; index >= 0; index--) {
    const value = read(records[index].payload);
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** The record that all the reports of one incident amount to; it stands for the newest of them. */
function combine(about: string, records: readonly Record[]): Record {
  const payloads = records.map(({ payload }) => payload);
  const segments = foldSegments(payloads.flatMap(pointsOf));
  const last = segments[segments.length - 1];
  const resolved = payloads
    .flatMap(resolves)
    .filter(at => last === undefined || at >= last.start)
    .sort((a, b) => b - a)[0];
  const acknowledged = payloads.flatMap(acknowledgements).sort((a, b) => a - b);
  const dropped = payloads.find(one => incidentRole(one).role === 'dropped');
  const newest = records[records.length - 1];
  const { event: _event, ...latest } = newest.payload;
  const goesOn = last !== undefined && last.end === undefined;
  return {
    ...newest,
    externalId: about,
    payload: {
      ...latest,
      title: newestOf(records, one => one.title) ?? about,
      severity: newestOf(records, one => one.severity),
      impact: newestOf(records, one => one.impact),
      cause: newestOf(records, one => one.cause),
      noise: newestOf(records, one => one.noise),
      url: newestOf(records, one => one.url),
      review: newestOf(records, one => one.review),
      status: dropped?.status ?? latest.status,
      segments: segments.map(({ start, end }) => ({
        startedAt: toIso(start),
        ...(end === undefined ? {} : { endedAt: toIso(end) }),
      })),
      acknowledgedAt:
        acknowledged.length > 0 ? toIso(acknowledged[0]) : undefined,
      resolvedAt:
        goesOn || resolved === undefined ? undefined : toIso(resolved),
    },
  };
}

const combined = new WeakMap<Record, Incident>();

/** Remembered by its newest record, since trends gather the same ones again for every week. */
function combinedOnce(about: string, records: readonly Record[]): Incident {
  const newest = records[records.length - 1];
  const known = combined.get(newest);
  if (
    known?.records.length === records.length &&
    records.every((record, index) => known.records[index] === record)
  ) {
    return known;
  }
  const incident = { ...readIncident(combine(about, records)), records };
  combined.set(newest, incident);
  return incident;
}

/**
 * The incidents that records speak of, each once.
 *
 * @remarks
 * A tool that only reports events (acknowledged, resolved, reopened) sends one record per event; those that name the same incident of
 * the same source are read together with its own record, in whatever order they came.
 * @param records - oldest first
 */
export function gatherIncidents(records: readonly Record[]): Incident[] {
  const byIncident = new Map<string, { about?: string; records: Record[] }>();
  for (const record of records) {
    const about = record.payload.event?.incident ?? record.externalId;
    const key = about === undefined ? record.id : `${record.source} ${about}`;
    const group = byIncident.get(key) ?? { about, records: [] };
    group.records.push(record);
    byIncident.set(key, group);
  }
  return [...byIncident.values()].flatMap(group => {
    const { about } = group;
    const events = group.records.some(({ payload }) => payload.event);
    if (about === undefined || !events) return group.records.map(readIncident);
    return [combinedOnce(about, group.records)];
  });
}
