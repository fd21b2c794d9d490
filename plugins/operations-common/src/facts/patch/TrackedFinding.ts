import { Evidence } from '../../evidence/Evidence';
import { Millis } from '../../time';
import { clockStart, ClockStart } from './clockStart';
import { dueDate, PatchPolicy } from './dueDate';
import { Exclusion, exclusionsOf, Statements } from './exclusions';
import { currentEpisode, Episode, Finding } from './Finding';

/** A span in which a finding counts, `[from, to)`, with the due date that holds in it. @internal */
export interface ActiveSpan {
  from: Millis;
  /** Absent: until it is closed. */
  to?: Millis;
  /** Absent: no clock runs. */
  dueAt?: Millis;
}

/**
 * One episode of a finding under a policy: when it counts, and when it is due.
 *
 * @remarks Independent of the instant of asking, so that past and future answers come from the same record.
 * @internal
 */
export interface TrackedFinding {
  finding: Finding;
  episode: Episode;
  /** Whether it is the finding's last episode. */
  current: boolean;
  clock: ClockStart;
  /** In order; with gaps where the finding was set aside. */
  spans: readonly ActiveSpan[];
  exclusions: readonly Exclusion[];
  flags: readonly string[];
}

/** All episodes of a finding under a policy. @internal */
export function trackFinding(
  finding: Finding,
  statements: Statements,
  policy: PatchPolicy,
): TrackedFinding[] {
  return finding.episodes.map(episode =>
    trackEpisode(finding, episode, statements, policy),
  );
}

function trackEpisode(
  finding: Finding,
  episode: Episode,
  statements: Statements,
  policy: PatchPolicy,
): TrackedFinding {
  const { spans: exclusions, flags } = exclusionsOf(
    finding,
    episode,
    statements,
  );
  const clock = clockStart(finding, episode, policy.clock);
  const due =
    clock.at === undefined
      ? { flags: ['no-fix-yet'] }
      : dueDate(finding, clock.at, policy, episode.closedAt);
  const spans = activeSpans(episode, exclusions, due.at, restart =>
    clock.at === undefined
      ? undefined
      : dueDate(finding, restart, policy, episode.closedAt).at,
  );
  const ended = exclusions.some(
    ({ kind, to }) =>
      kind === 'accepted' && to === spans[spans.length - 1]?.from,
  );
  return {
    finding,
    episode,
    current: episode === currentEpisode(finding),
    clock,
    spans,
    exclusions,
    flags: [
      ...flags,
      ...due.flags,
      ...(ended ? ['acceptance-ended'] : []),
      ...(clock.basis === policy.clock ? [] : ['clock-fallback']),
      ...(episode.imported ? ['imported'] : []),
      ...(finding.severity === 'unknown' ? ['severity-unknown'] : []),
      ...(finding.episodes.length > 1 ? ['recurred'] : []),
    ],
  };
}

/** The episode without its exclusions; where an acceptance ended, the clock starts anew. */
function activeSpans(
  episode: Episode,
  exclusions: readonly Exclusion[],
  firstDue: Millis | undefined,
  dueAfter: (restart: Millis) => Millis | undefined,
): ActiveSpan[] {
  const end = episode.closedAt ?? Infinity;
  const spans: ActiveSpan[] = [];
  let from = episode.openedAt;
  let dueAt = firstDue;
  for (const exclusion of exclusions) {
    const to = exclusion.to ?? Infinity;
    if (exclusion.from >= end) break;
    if (to <= from) continue;
    if (exclusion.from > from) spans.push(span(from, exclusion.from, dueAt));
    from = to;
    if (exclusion.kind === 'accepted' && to < end) dueAt = dueAfter(to);
  }
  if (from < end || spans.length + exclusions.length === 0) {
    spans.push(span(from, end, dueAt));
  }
  return spans;
}

function span(from: Millis, to: Millis, dueAt?: Millis): ActiveSpan {
  return {
    from,
    ...(to === Infinity ? {} : { to }),
    ...(dueAt === undefined ? {} : { dueAt }),
  };
}

/** The span in which a finding counts at an instant. @internal */
export function activeAt(
  tracked: TrackedFinding,
  at: Millis,
): ActiveSpan | undefined {
  return tracked.spans.find(
    ({ from, to }) => from <= at && (to === undefined || at < to),
  );
}

/** What sets a finding aside at an instant. @internal */
export function excludedAt(
  tracked: TrackedFinding,
  at: Millis,
): Exclusion | undefined {
  const { openedAt, closedAt } = tracked.episode;
  if (at < openedAt || (closedAt !== undefined && at >= closedAt)) {
    return undefined;
  }
  return tracked.exclusions.find(
    ({ from, to }) => from <= at && (to === undefined || at < to),
  );
}

/** The first instant after `now` at which a finding that is open starts to count, stops to count, or is set aside in another way. @internal */
export function nextChange(
  tracked: TrackedFinding,
  now: Millis,
): Millis | undefined {
  const active = activeAt(tracked, now);
  if (active) return active.to;
  const first = excludedAt(tracked, now);
  if (!first) return tracked.spans.find(({ from }) => from > now)?.from;
  let until = first.to;
  while (until !== undefined) {
    const next = excludedAt(tracked, until);
    // An acceptance without end is counted apart from one that expires.
    const endless =
      first.kind === 'accepted' &&
      (next?.to === undefined) !== (first.to === undefined);
    if (next?.kind !== first.kind || endless) return until;
    until = next.to;
  }
  return undefined;
}

/** Whether a span is past its due date; closing exactly on it is in time. @internal */
export function isOverdue(active: ActiveSpan, at: Millis): boolean {
  return active.dueAt !== undefined && at > active.dueAt;
}

/** Records that changed how a finding counts. @internal */
export function statementsBehind(
  tracked: Iterable<TrackedFinding>,
): Evidence[] {
  const records = new Set<Evidence>();
  for (const { exclusions } of tracked) {
    for (const { evidence } of exclusions) if (evidence) records.add(evidence);
  }
  return [...records];
}
