import { Evidence } from '../../evidence/Evidence';
import { toMillis } from '../../time';
import { recordsOf } from '../select';
import { applyScan } from './applyScan';
import { emptyLedger, PatchLedger } from './PatchLedger';

/** The ledger of all scans among the records, applied in the order in which they ended. @public */
export function replayScans(evidence: readonly Evidence[]): PatchLedger {
  return recordsOf(evidence, 'vulnerability-scan')
    .map(({ payload }) => ({ payload, at: toMillis(payload.completedAt) }))
    .sort((a, b) => a.at - b.at)
    .reduce((ledger, { payload }) => applyScan(ledger, payload), emptyLedger);
}
