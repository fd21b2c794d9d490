import {
  CriterionResult,
  ScorecardResult,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { decodeTime } from 'ulid';
import { ChangeCause, decodeVerdicts } from './codes';
import { HistoryDelta, HistoryState } from './HistoryPage';
import { NewHistory } from './HistoryStore';
import { PreviousResult } from './ResultStore';

/** Records named per change; all of them follow from the verdict at that instant. */
const MAX_EVIDENCE = 2;

/** Digests of the records that brought the change, newest first; of all records behind it where none is new. */
function evidenceBehind(criterion: CriterionResult, since: number): string[] {
  const newestFirst = [...criterion.evidence].sort((a, b) =>
    a.id < b.id ? 1 : -1,
  );
  const fresh = newestFirst.filter(ref => decodeTime(ref.id) > since);
  return (fresh.length > 0 ? fresh : newestFirst)
    .slice(0, MAX_EVIDENCE)
    .map(ref => ref.materialDigest);
}

/**
 * What history has to remember of a result; undefined when nothing changed.
 *
 * @param previous - what was stored before for the same entity and scorecard
 * @param version - short name of the scorecard version
 * @internal
 */
export function toHistory(
  result: ScorecardResult,
  previous: PreviousResult | undefined,
  cause: ChangeCause,
  version: number,
): NewHistory | undefined {
  const { entityRef, scorecard, criteria } = result;
  const gate = result.gate.state;
  const at = toMillis(result.asOf);
  const before: HistoryState | undefined = previous && {
    version: previous.version,
    gate: previous.gate,
    verdicts: decodeVerdicts(previous.verdicts),
  };
  if (
    !previous ||
    !before ||
    before.version !== version ||
    before.verdicts.length !== criteria.length
  ) {
    const verdicts = criteria.map(({ verdict }) => verdict);
    const entry = { at, cause, gate, deltas: [], whole: { version, verdicts } };
    return { entityRef, scorecard, ...(before ? { before } : {}), entry };
  }
  const deltas: HistoryDelta[] = [];
  for (const [index, criterion] of criteria.entries()) {
    if (criterion.verdict !== before.verdicts[index]) {
      const evidence = evidenceBehind(criterion, previous.evaluatedAt);
      deltas.push({ index, to: criterion.verdict, evidence });
    }
  }
  if (deltas.length === 0 && before.gate === gate) return undefined;
  return { entityRef, scorecard, before, entry: { at, cause, gate, deltas } };
}
