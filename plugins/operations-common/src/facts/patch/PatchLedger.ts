import { Finding } from './Finding';
import {
  advanceStream,
  isComplete,
  Scan,
  ScanStream,
  streamKey,
} from './ScanStream';

/**
 * Everything that scans have ever said about one entity, folded.
 *
 * @public
 */
export interface PatchLedger {
  /** By {@link Finding.key}. */
  findings: ReadonlyMap<string, Finding>;
  /** By scanner and scope. */
  streams: ReadonlyMap<string, ScanStream>;
}

/** A ledger to which no scan was applied. @public */
export const emptyLedger: PatchLedger = {
  findings: new Map(),
  streams: new Map(),
};

/**
 * The ledger as it was stored: its findings, and the scans that were applied to it (their own findings are not needed).
 *
 * @public
 */
export function ledgerOf(
  findings: Iterable<Finding>,
  scans: Iterable<Scan>,
): PatchLedger {
  return {
    findings: new Map([...findings].map(finding => [finding.key, finding])),
    streams: streamsOf(scans, 'kept apart'),
  };
}

/** The streams of some scans, whatever their order. @internal */
export function streamsOf(
  scans: Iterable<Scan>,
  findings: 'included' | 'kept apart',
): Map<string, ScanStream> {
  const streams = new Map<string, ScanStream>();
  for (const scan of scans) {
    const key = streamKey(scan);
    const complete = isComplete(scan, findings);
    streams.set(key, advanceStream(streams.get(key), scan, complete));
  }
  return streams;
}

/** What has to be written so that the stored findings are those of `after`. @public */
export function ledgerChanges(
  before: PatchLedger,
  after: PatchLedger,
): { upserts: Finding[]; deletes: string[] } {
  const upserts: Finding[] = [];
  for (const [key, finding] of after.findings) {
    if (before.findings.get(key) !== finding) upserts.push(finding);
  }
  const deletes = [...before.findings.keys()].filter(
    key => !after.findings.has(key),
  );
  return { upserts, deletes };
}
