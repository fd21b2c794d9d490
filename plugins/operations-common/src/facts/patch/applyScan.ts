import { Millis, toMillis } from '../../time';
import { AliasClosure } from './AliasClosure';
import { Finding } from './Finding';
import { PatchLedger } from './PatchLedger';
import { renameFindings } from './renameFindings';
import {
  advanceStream,
  isComplete,
  Scan,
  ScanStream,
  streamKey,
} from './ScanStream';
import { seenFindings } from './SeenFinding';
import { isSeenBy, missFinding } from './missFinding';
import { sightFinding } from './sightFinding';

/**
 * The ledger after one more scan.
 *
 * @remarks
 * Pure and linear in the findings of the entity and of the scan. Findings about which the scan says nothing new stay the
 * very same objects, so {@link ledgerChanges} is what has to be written.
 * A finding closes by absence only by a complete, successful, strictly newer scan of the same scope by the same scanner
 * whose vulnerability data is not older. A failed scan, single reports and counts close nothing. A scan that arrives after a
 * newer one may move clocks earlier; it never changes what is open.
 * @public
 */
export function applyScan(ledger: PatchLedger, scan: Scan): PatchLedger {
  const key = streamKey(scan);
  const stream = ledger.streams.get(key);
  const streams = new Map(ledger.streams).set(key, advanceStream(stream, scan));
  if (scan.status === 'failed') return { ...ledger, streams };
  if (scan.retired) {
    return { streams, findings: retire(ledger.findings, scan, stream) };
  }
  if (!scan.findings) return { ...ledger, streams };

  const closure = closureOf(ledger.findings.values(), scan);
  const known = renameFindings(ledger.findings, closure);
  const seen = seenFindings(scan.findings, closure);
  const findings = new Map(known);
  const at = toMillis(scan.completedAt);
  const last = stream?.lastSuccessAt;
  const context = {
    scanner: scan.scanner,
    scope: scan.scope,
    at,
    first: last === undefined,
    newerSuccessAt: last !== undefined && last > at ? last : undefined,
  };
  for (const [findingKey, found] of seen) {
    findings.set(
      findingKey,
      sightFinding(known.get(findingKey), found, context),
    );
  }
  if (closesByAbsence(scan, at, stream)) {
    const missed = { ...context, lastSeen: last ?? at };
    for (const [findingKey, finding] of known) {
      if (!seen.has(findingKey) && isSeenBy(finding, scan)) {
        findings.set(findingKey, missFinding(finding, missed, 'absent'));
      }
    }
  }
  return { findings, streams };
}

function closesByAbsence(
  scan: Scan,
  at: Millis,
  stream: ScanStream | undefined,
): boolean {
  if (!isComplete(scan)) return false;
  // Without an earlier success there are at most single reports, which a complete scan supersedes.
  if (stream?.lastSuccessAt !== undefined && at <= stream.lastSuccessAt) {
    return false;
  }
  const older =
    stream?.databaseAt !== undefined &&
    scan.databaseAt &&
    toMillis(scan.databaseAt) < stream.databaseAt;
  return !older;
}

function retire(
  findings: ReadonlyMap<string, Finding>,
  scan: Scan,
  stream: ScanStream | undefined,
): ReadonlyMap<string, Finding> {
  const at = toMillis(scan.completedAt);
  if (stream?.lastSuccessAt !== undefined && stream.lastSuccessAt > at) {
    return findings;
  }
  const missed = {
    scanner: scan.scanner,
    scope: scan.scope,
    at,
    lastSeen: stream?.lastSuccessAt ?? at,
  };
  return new Map(
    [...findings].map(([key, finding]) => [
      key,
      isSeenBy(finding, scan) ? missFinding(finding, missed, 'stale') : finding,
    ]),
  );
}

function closureOf(findings: Iterable<Finding>, scan: Scan): AliasClosure {
  const groups: string[][] = [];
  for (const { vulnerability, aliases } of findings) {
    if (aliases.length > 0) groups.push([vulnerability, ...aliases]);
  }
  for (const { vulnerability, aliases } of scan.findings ?? []) {
    groups.push([vulnerability, ...(aliases ?? [])]);
  }
  return AliasClosure.of(groups);
}
