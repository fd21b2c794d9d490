import { FindingStatus, PatchStatus } from '../../api/sections';
import { EvidencePayload } from '../../evidence/kinds';
import { Millis, toIso, toMillis } from '../../time';
import { FactSubject } from '../Fact';
import { recordsOf, windowEnding } from '../select';
import { median, p90 } from '../statistics';
import { burndown } from './burndown';
import { dueBuckets } from './dueBuckets';
import { endOfLife } from './endOfLife';
import { findingStatus } from './findingStatus';
import { openFindings } from './openFindings';
import { inSlaRate } from './inSlaRate';
import { complianceFact, complianceWindow } from './complianceFact';
import { PatchView, patchView } from './PatchView';
import { remediationTimes } from './remediationTimes';
import { failedSince, scanKnowledge } from './scanKnowledge';
import { EndOfLife, streamKey } from './ScanStream';
import { compareSeverity } from './severity';
import { activeAt, TrackedFinding } from './TrackedFinding';
import { KnowledgeSource } from './VulnerabilityKnowledge';

const shownFindings = 50;
const burndownDays = 30;

/** Patch compliance as the tab shows it; null when no scan was ever reported. @public */
export function patchSection(
  subject: FactSubject,
  now: Millis,
): PatchStatus | null {
  const view = patchView(subject);
  if (view.streams.length === 0) return null;
  const state = openFindings(view.tracked, now);
  const window = windowEnding(now, complianceWindow);
  const { times } = remediationTimes(view.tracked, window);
  const { maxScanAge } = subject.settings.patch;
  const knowledge = scanKnowledge(view.streams, maxScanAge, now);
  const rate = inSlaRate(view.tracked, window);
  const { value, reason } = complianceFact.compute(subject, { now });
  const since = knownSince(subject, view);
  return {
    clock: view.policy.clock,
    preset: view.policy.preset,
    ...(knowledge.fresh ? {} : { notKnown: knowledge.reason }),
    compliance: {
      value: typeof value === 'number' ? value : null,
      inTime: rate.inTime,
      due: rate.due,
      ...(reason === undefined ? {} : { reason }),
    },
    open: state.open,
    due: dueBuckets(view.tracked, now),
    overdue: state.overdue.length,
    oldestOverdueSeconds:
      state.oldestDueAt === undefined ? null : (now - state.oldestDueAt) / 1000,
    mttrSeconds: { median: median(times), p90: p90(times), n: times.length },
    distinctVulnerabilities: state.vulnerabilities.size,
    scans: scanStatuses(view, maxScanAge, now),
    suppressed: state.suppressed,
    accepted: state.accepted,
    knowledge: (subject.knowledge?.sources ?? []).map(knowledgeStatus),
    endOfLife: endOfLife(view.streams, now).reached.map(endOfLifeStatus),
    top: topFindings(subject, view, now),
    burndown: burndown(view.tracked, now, burndownDays).filter(
      point => toMillis(point.at) >= since,
    ),
  };
}

/** The first instant of which anything is known: before it no day has a number of findings, not even none. */
function knownSince(subject: FactSubject, view: PatchView): Millis {
  let first = Infinity;
  for (const scan of recordsOf(subject.evidence, 'vulnerability-scan')) {
    first = Math.min(first, toMillis(scan.payload.completedAt));
  }
  for (const { spans } of view.tracked) {
    for (const { from } of spans) first = Math.min(first, from);
  }
  return first;
}

/** Every finding of an entity at an instant: overdue first, then by due date, then the closed ones. @public */
export function findingStatuses(
  subject: FactSubject,
  now: Millis,
): FindingStatus[] {
  const view = patchView(subject);
  const current = view.tracked.filter(tracked => tracked.current);
  return statuses(subject, view, mostUrgentFirst(current, now), now);
}

function topFindings(
  subject: FactSubject,
  view: PatchView,
  now: Millis,
): FindingStatus[] {
  const open = view.tracked.filter(
    tracked => activeAt(tracked, now) !== undefined,
  );
  const top = mostUrgentFirst(open, now).slice(0, shownFindings);
  return statuses(subject, view, top, now);
}

function statuses(
  { knowledge }: FactSubject,
  view: PatchView,
  tracked: readonly TrackedFinding[],
  now: Millis,
): FindingStatus[] {
  const streams = new Map(
    view.streams.map(stream => [streamKey(stream), stream]),
  );
  const records = recordsBehind(view);
  return tracked.map(item =>
    findingStatus(item, streams, records, knowledge, now),
  );
}

/** Ids of the newest whole scan of each stream. */
function recordsBehind(view: PatchView): Map<string, string> {
  const records = new Map<string, string>();
  for (const { id, payload } of view.scans) {
    const scan = payload as EvidencePayload<'vulnerability-scan'>;
    if (scan.status === 'success') records.set(streamKey(scan), id);
  }
  return records;
}

/** The earliest due date first; those without a running clock, and then those that do not count, last. */
function mostUrgentFirst(
  tracked: readonly TrackedFinding[],
  now: Millis,
): TrackedFinding[] {
  return tracked
    .map(item => {
      const active = activeAt(item, now);
      const rank = active ? active.dueAt ?? Number.MAX_SAFE_INTEGER : Infinity;
      return { item, rank };
    })
    .sort((a, b) => {
      if (a.rank !== b.rank) return a.rank - b.rank;
      const [left, right] = [a.item.finding, b.item.finding];
      return (
        compareSeverity(right.severity, left.severity) ||
        (left.key < right.key ? -1 : 1)
      );
    })
    .map(({ item }) => item);
}

function scanStatuses(
  view: PatchView,
  maxScanAge: string,
  now: Millis,
): PatchStatus['scans'] {
  const records = recordsBehind(view);
  return view.streams.map(stream => {
    const evidence = records.get(streamKey(stream));
    return {
      scanner: stream.scanner,
      scope: stream.scope,
      completedAt: toIso(stream.lastSuccessAt ?? stream.lastAttemptAt),
      status: failedSince(stream) ? 'failed' : 'success',
      stale: !scanKnowledge([stream], maxScanAge, now).fresh,
      ...(evidence === undefined ? {} : { evidence }),
    };
  });
}

function knowledgeStatus({
  publishedAt,
  ...source
}: KnowledgeSource): PatchStatus['knowledge'][number] {
  return { ...source, publishedAt: toIso(publishedAt) };
}

function endOfLifeStatus(entry: EndOfLife): PatchStatus['endOfLife'][number] {
  const { product, version, since } = entry;
  return {
    product,
    ...(version ? { version } : {}),
    ...(since === undefined ? {} : { since: toIso(since) }),
  };
}
