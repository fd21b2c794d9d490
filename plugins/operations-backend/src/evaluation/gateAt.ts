import {
  GateState,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { applyEntry, HistoryPage, HistoryState } from './HistoryPage';

/**
 * The gate as it was stored at an instant, with the instant of the approval that stood or had lapsed.
 *
 * @param pages - all pages up to the instant, oldest first
 * @internal
 */
export function gateAt(
  pages: readonly HistoryPage[],
  at: Millis,
): { gate: GateState; approvedAt?: Millis } | undefined {
  let state: HistoryState | undefined = pages[0]?.opening;
  let approvedAt: Millis | undefined;
  for (const entry of pages.flatMap(page => page.entries)) {
    if (entry.at > at) break;
    const after = applyEntry(state, entry);
    if (after.gate === 'approved' && state?.gate !== 'approved') {
      approvedAt = entry.at;
    }
    state = after;
  }
  if (!state) return undefined;
  const lapsedOrStands = state.gate === 'approved' || state.gate === 'reopened';
  return {
    gate: state.gate,
    ...(lapsedOrStands && approvedAt !== undefined ? { approvedAt } : {}),
  };
}
