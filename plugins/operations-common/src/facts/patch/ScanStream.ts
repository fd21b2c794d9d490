import { EvidencePayload } from '../../evidence/kinds';
import { Millis, toMillis } from '../../time';

/** A finished scan as a scanner reported it. @public */
export type Scan = EvidencePayload<'vulnerability-scan'>;

/**
 * What is known of all scans of one scope by one scanner.
 *
 * @public
 */
export interface ScanStream {
  scanner: string;
  scope: string;
  lastAttemptAt: Millis;
  /** The newest scan that failed. */
  lastFailure?: { at: Millis; reason?: string };
  /** End of the newest complete and successful scan; single reports and retirements do not count. */
  lastSuccessAt?: Millis;
  /** Age of the vulnerability data of that scan. */
  databaseAt?: Millis;
  /** From when on the scope no longer exists. */
  retiredAt?: Millis;
  /** The newest word on products and their end of life; absent when the scanner does not look at that. */
  endOfLife?: { at: Millis; products: EndOfLife[] };
  /** Figures of a scanner that names no single findings. */
  counts?: Record<string, number>;
}

/** A product with a date from which on it gets no fixes; without one it gets none already. @public */
export interface EndOfLife {
  product: string;
  version?: string;
  since?: Millis;
}

/** Identity of a stream within an entity. @internal */
export function streamKey(stream: { scanner: string; scope: string }): string {
  return JSON.stringify([stream.scanner, stream.scope]);
}

/**
 * Whether a scan says everything there is in its scope.
 *
 * @param findings - `kept apart` when the scan was accepted with its findings, which a ledger now keeps
 * @internal
 */
export function isComplete(
  scan: Scan,
  findings: 'included' | 'kept apart' = 'included',
): boolean {
  if (scan.status !== 'success' || scan.partial || scan.retired) return false;
  return (
    findings === 'kept apart' ||
    scan.findings !== undefined ||
    scan.counts !== undefined
  );
}

/** The stream after one more scan, in whatever order scans arrive. @internal */
export function advanceStream(
  stream: ScanStream | undefined,
  scan: Scan,
  complete: boolean = isComplete(scan),
): ScanStream {
  const at = toMillis(scan.completedAt);
  const next: ScanStream = stream
    ? { ...stream, lastAttemptAt: Math.max(stream.lastAttemptAt, at) }
    : {
        scanner: scan.scanner,
        scope: scan.scope,
        lastAttemptAt: at,
      };
  if (scan.status === 'failed') {
    if (!next.lastFailure || at >= next.lastFailure.at) {
      next.lastFailure = {
        at,
        ...(scan.reason ? { reason: scan.reason } : {}),
      };
    }
  } else if (scan.retired) {
    next.retiredAt = Math.max(next.retiredAt ?? at, at);
  } else if (complete && at >= (next.lastSuccessAt ?? at)) {
    next.lastSuccessAt = at;
    next.databaseAt = scan.databaseAt ? toMillis(scan.databaseAt) : undefined;
    next.counts = scan.counts;
  }
  if (
    scan.status === 'success' &&
    scan.eol &&
    at >= (next.endOfLife?.at ?? at)
  ) {
    next.endOfLife = { at, products: readEndOfLife(scan) };
  }
  return next;
}

/** Whether the scope was retired and not scanned again since. @internal */
export function isRetired(stream: ScanStream): boolean {
  return (
    stream.retiredAt !== undefined &&
    stream.retiredAt >= (stream.lastSuccessAt ?? stream.retiredAt)
  );
}

/** How old the knowledge of a stream is: its last success, or its vulnerability data where that is older. @internal */
export function freshAt(stream: ScanStream): Millis | undefined {
  const { lastSuccessAt, databaseAt } = stream;
  if (lastSuccessAt === undefined) return undefined;
  return Math.min(lastSuccessAt, databaseAt ?? lastSuccessAt);
}

/** Whether all that it ever said is about end of life, so that it is no scan for vulnerabilities. @internal */
export function isEndOfLifeOnly(stream: ScanStream): boolean {
  return (
    stream.endOfLife !== undefined &&
    stream.lastSuccessAt === undefined &&
    stream.lastFailure === undefined
  );
}

function readEndOfLife(scan: Scan): EndOfLife[] {
  return (scan.eol ?? []).map(({ product, version, since }) => ({
    product,
    ...(version ? { version } : {}),
    ...(since ? { since: toMillis(since) } : {}),
  }));
}
