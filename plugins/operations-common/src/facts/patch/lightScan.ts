import { Scan } from './ScanStream';

/**
 * A scan whose findings a ledger keeps: everything else that it said, and how many findings it had of each severity.
 *
 * @remarks The count is under `bySeverity`, not under `counts`: those are of scanners that name no single findings.
 * @public
 */
export function lightScan(scan: Scan): Scan {
  const { findings, ...rest } = scan;
  if (!findings) return rest;
  const bySeverity: Record<string, number> = {};
  for (const { severity } of findings) {
    bySeverity[severity] = (bySeverity[severity] ?? 0) + 1;
  }
  return { ...rest, bySeverity };
}
