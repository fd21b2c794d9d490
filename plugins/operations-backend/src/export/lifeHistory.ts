import {
  Millis,
  ScorecardHistory,
} from '@backstage-operations/plugin-operations-common';
import { foldHistory, HistoryVersion } from '../evaluation/foldHistory';
import {
  applyEntry,
  HistoryEntry,
  HistoryPage,
  HistoryState,
} from '../evaluation/HistoryPage';
import { Life } from './ExportStore';

/** What a scorecard said about one entity in a period. @internal */
export interface LifeHistory {
  /** At the end, or when the entity vanished; absent where it was never judged. */
  final?: HistoryState;
  /** Whether it applied to the entity at any moment. */
  applied: boolean;
  changes: ScorecardHistory['changes'];
}

/**
 * Pages of one life only: those of an entity that went by the same name before are taken out.
 *
 * @remarks Every life begins with an entry that has all verdicts, so nothing is lost by beginning there.
 */
function ownPages(pages: readonly HistoryPage[], life: Life, from: Millis) {
  const own: HistoryPage[] = [];
  let known = false;
  for (const { opening, entries } of pages) {
    const keepsOpening: boolean =
      opening !== undefined && (known || life.appearedAt <= from);
    known ||= keepsOpening;
    const kept: HistoryEntry[] = [];
    for (const entry of entries) {
      if (entry.at < life.appearedAt) continue;
      known ||= entry.whole !== undefined;
      if (known) kept.push(entry);
    }
    own.push({ ...(keepsOpening ? { opening } : {}), entries: kept });
  }
  return own;
}

/** Tells one life's history under one scorecard; pure. @internal */
export function lifeHistory(
  key: { life: Life; scorecard: string },
  period: { from: Millis; end: Millis },
  pages: readonly HistoryPage[],
  versions: ReadonlyMap<number, HistoryVersion>,
): LifeHistory {
  const { life, scorecard } = key;
  const { from } = period;
  const end = Math.min(period.end, life.vanishedAt ?? period.end);
  const own = ownPages(pages, life, from);
  let state = own[0]?.opening;
  let applied = false;
  const look = () => {
    applied ||= state !== undefined && state.gate !== 'not-applicable';
  };
  for (const entry of own.flatMap(({ entries }) => entries)) {
    if (entry.at > end) break;
    if (entry.at > from) look();
    state = applyEntry(state, entry);
  }
  look();
  const { changes } = foldHistory(
    { entityRef: life.entityRef, scorecard },
    { from, to: end + 1 },
    own,
    versions,
  );
  return { ...(state ? { final: state } : {}), applied, changes };
}
