import { Evidence } from '../../../evidence/Evidence';
import { Millis, toMillis } from '../../../time';
import { Incident, Segment } from './Incident';
import { incidentRole, isOver } from './incidentRole';

const optional = (text: string | null | undefined): Millis | undefined =>
  text ? toMillis(text) : undefined;

interface Timeline {
  segments: Segment[];
  start: Millis;
  resolvedAt?: Millis;
  flawedStart: boolean;
  flawedResolve: boolean;
  notes: string[];
}

/** Without segments the record only proves that there was an incident no later than its earliest time. */
function withoutSegments(
  observedAt: Millis,
  acknowledgedAt: Millis | undefined,
  resolvedAt: Millis | undefined,
): Segment[] {
  const known = [observedAt, acknowledgedAt, resolvedAt].filter(
    (at): at is Millis => at !== undefined,
  );
  return [{ start: Math.min(...known), end: resolvedAt }];
}

function close(segments: Segment[], end: Millis | undefined): Segment[] {
  return segments.map((segment, index) => ({
    start: segment.start,
    // A stretch with no end of its own lasts at most until the next one begins.
    end: segment.end ?? segments[index + 1]?.start ?? end,
  }));
}

function readTimeline(
  evidence: Evidence<'incident'>,
  acknowledgedAt: Millis | undefined,
): Timeline {
  const { payload } = evidence;
  const notes: string[] = [];
  const observedAt = toMillis(evidence.observedAt);
  const saidResolved = optional(payload.resolvedAt);
  const given = (payload.segments ?? [])
    .map(({ startedAt, endedAt }) => ({
      start: toMillis(startedAt),
      end: optional(endedAt),
    }))
    .sort((a, b) => a.start - b.start);
  const flawedStart = given.length === 0;
  if (flawedStart)
    notes.push('no start is given, the record’s own time counts');
  const raw = flawedStart
    ? withoutSegments(observedAt, acknowledgedAt, saidResolved)
    : given;
  const last = raw[raw.length - 1];
  if (raw.length > 1) {
    const times = raw.length - 1;
    notes.push(times === 1 ? 'reopened once' : `reopened ${times} times`);
  }

  // With several stretches a resolve before the last one began was undone by reopening.
  const undone =
    raw.length > 1 && saidResolved !== undefined && saidResolved < last.start;
  const over = isOver(payload.status);
  let resolvedAt = undone ? undefined : saidResolved;
  let end = resolvedAt;
  if (resolvedAt === undefined && over) {
    if (last.end === undefined) {
      end = Math.max(observedAt, last.start);
      notes.push(
        'resolved, but not said when: counted down to the last report',
      );
    } else {
      resolvedAt = last.end;
    }
  }
  const closed = close(raw, end);
  const segments = closed.filter(
    segment => segment.end === undefined || segment.end >= segment.start,
  );
  const reversed =
    segments.length < closed.length ||
    (resolvedAt !== undefined && resolvedAt < raw[0].start);
  if (reversed) notes.push('resolved before it started: left out of the means');
  return {
    segments,
    start: raw[0].start,
    resolvedAt,
    flawedStart,
    flawedResolve: reversed,
    notes,
  };
}

function read(evidence: Evidence<'incident'>): Incident {
  const { payload } = evidence;
  const { role, note } = incidentRole(payload);
  const acknowledgedAt = optional(payload.acknowledgedAt);
  const timeline = readTimeline(evidence, acknowledgedAt);
  const { segments, start, resolvedAt, notes } = timeline;
  const early = acknowledgedAt !== undefined && acknowledgedAt < start;
  if (early) notes.push('acknowledged before it started: left out of the mean');
  if (note) notes.push(note);
  if (payload.impact === undefined && role === 'counted') {
    notes.push('no impact is stated, counted as an outage');
  }
  return {
    evidence,
    records: [evidence],
    title: payload.title,
    severity: payload.severity,
    status: payload.status,
    impact: payload.impact ?? 'unstated',
    role,
    segments,
    start,
    acknowledgedAt,
    resolvedAt,
    lastInstant: Math.max(
      start,
      acknowledgedAt ?? start,
      resolvedAt ?? start,
      ...segments.map(segment => segment.end ?? segment.start),
    ),
    over: isOver(payload.status),
    flawed: {
      acknowledge: timeline.flawedStart || early,
      resolve: timeline.flawedStart || timeline.flawedResolve,
    },
    cause: payload.cause?.trim().toLowerCase() || undefined,
    noise: payload.noise ?? undefined,
    notes,
  };
}

const readings = new WeakMap<Evidence, Incident>();

/**
 * Reads an incident record.
 *
 * @remarks
 * MTTR runs from the first start to the last resolve; downtime is the stretches between. Times are the event's own, never those
 * of entry. Readings are remembered per record, since a dozen facts read the same ones.
 */
export function readIncident(evidence: Evidence<'incident'>): Incident {
  const known = readings.get(evidence);
  if (known) return known;
  const incident = read(evidence);
  readings.set(evidence, incident);
  return incident;
}
