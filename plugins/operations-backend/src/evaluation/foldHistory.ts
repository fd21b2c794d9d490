import {
  Millis,
  ScorecardChange,
  ScorecardHistory,
  toIso,
  Verdict,
} from '@backstage-operations/plugin-operations-common';
import {
  applyEntry,
  HistoryEntry,
  HistoryPage,
  HistoryState,
} from './HistoryPage';

/** What history needs to know of a version that its pages name. @internal */
export interface HistoryVersion {
  digest: string;
  /** Criterion ids in the order of the version. */
  criteria: readonly string[];
}

const DAY = 24 * 60 * 60 * 1000;

function byCriterion(
  state: HistoryState | undefined,
  versions: ReadonlyMap<number, HistoryVersion>,
): Map<string, Verdict> {
  if (!state) return new Map();
  const { criteria = [] } = versions.get(state.version) ?? {};
  return new Map(criteria.map((id, index) => [id, state.verdicts[index]]));
}

function countsOf(state: HistoryState): Partial<Record<Verdict, number>> {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const verdict of state.verdicts) {
    counts[verdict] = (counts[verdict] ?? 0) + 1;
  }
  return counts;
}

/** Criteria of which another verdict holds, in the order of the version; a version that is new may differ in all of them. */
function changedCriteria(
  entry: HistoryEntry,
  before: HistoryState | undefined,
  after: HistoryState,
  versions: ReadonlyMap<number, HistoryVersion>,
): ScorecardChange['criteria'] {
  const { criteria: ids = [] } = versions.get(after.version) ?? {};
  if (!entry.whole && before) {
    return [...entry.deltas]
      .sort((a, b) => a.index - b.index)
      .flatMap(({ index, to, evidence }) => {
        const from = before.verdicts[index];
        const criterion = ids[index];
        return criterion === undefined || from === to
          ? []
          : {
              criterion,
              ...(from === undefined ? {} : { from }),
              to,
              evidence,
            };
      });
  }
  const was = byCriterion(before, versions);
  const changed: ScorecardChange['criteria'] = [];
  for (const [criterion, to] of byCriterion(after, versions)) {
    const from = was.get(criterion);
    if (from === to) continue;
    const known = from === undefined ? {} : { from };
    changed.push({ criterion, ...known, to, evidence: [] });
  }
  return changed;
}

function changeOf(
  entry: HistoryEntry,
  before: HistoryState | undefined,
  after: HistoryState,
  versions: ReadonlyMap<number, HistoryVersion>,
): ScorecardChange {
  return {
    at: toIso(entry.at),
    cause: entry.cause,
    policyDigest: versions.get(after.version)?.digest ?? '',
    ...(before?.gate === after.gate
      ? {}
      : { gate: { ...(before ? { from: before.gate } : {}), to: after.gate } }),
    criteria: changedCriteria(entry, before, after, versions),
  };
}

/**
 * The answer about a period, from the pages of its months.
 *
 * @param pages - oldest first, beginning with the one from which the state at `period.from` follows
 * @remarks
 * A day in `daily` shows what held at its end (UTC), or at the end of the period on the last one; days on which nothing
 * changed are left out and hold what the day before held.
 * @internal
 */
export function foldHistory(
  key: { entityRef: string; scorecard: string },
  period: { from: Millis; to: Millis },
  pages: readonly HistoryPage[],
  versions: ReadonlyMap<number, HistoryVersion>,
): ScorecardHistory {
  let state = pages[0]?.opening;
  let initial = state;
  const changes: ScorecardChange[] = [];
  const daily = new Map<number, HistoryState>();
  for (const entry of pages.flatMap(page => page.entries)) {
    if (entry.at >= period.to) break;
    const after = applyEntry(state, entry);
    if (entry.at < period.from) initial = after;
    else {
      changes.push(changeOf(entry, state, after, versions));
      daily.set(Math.floor(entry.at / DAY), after);
    }
    state = after;
  }
  const firstDay = Math.floor(period.from / DAY);
  if (initial && !daily.has(firstDay)) daily.set(firstDay, initial);
  return {
    ...key,
    from: toIso(period.from),
    to: toIso(period.to),
    initial: Object.fromEntries(byCriterion(initial, versions)),
    changes,
    daily: [...daily]
      .sort(([a], [b]) => a - b)
      .map(([day, held]) => ({
        day: toIso(day * DAY).slice(0, 10),
        counts: countsOf(held),
      })),
  };
}
