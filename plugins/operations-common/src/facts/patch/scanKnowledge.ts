import { durationMillis, Millis, toIso } from '../../time';
import { earliestAfter } from '../select';
import { freshAt, isEndOfLifeOnly, ScanStream } from './ScanStream';

/** Whether scans say anything about now, and until when. @internal */
export type ScanKnowledge =
  | {
      fresh: true;
      /** The stream that was scanned longest ago. */
      provenAt: Millis;
      /** When the first of the streams grows too old. */
      validUntil: Millis;
      /** What qualifies the figures. */
      reason?: string;
    }
  | { fresh: false; reason: string };

/**
 * Whether every scope has a successful scan that is young enough; one that has none makes the whole unknown.
 *
 * @remarks A scan of old vulnerability data is as old as its data.
 * @internal
 */
export function scanKnowledge(
  all: readonly ScanStream[],
  maxScanAge: string,
  now: Millis,
): ScanKnowledge {
  const streams = all.filter(stream => !isEndOfLifeOnly(stream));
  if (streams.length === 0) {
    return {
      fresh: false,
      reason:
        'No vulnerability scan has been reported. Import the report of a scanner, for example with `operations import trivy report.json`.',
    };
  }
  const limit = durationMillis(maxScanAge);
  const ages = streams.map(stream => ({ stream, at: freshAt(stream) }));
  const lacking = ages
    .filter(({ at }) => at === undefined || now > at + limit)
    .map(({ stream }) => whyStale(stream, maxScanAge));
  if (lacking.length > 0) return { fresh: false, reason: listed(lacking) };

  const instants = ages.map(({ at }) => at ?? now);
  const failed = streams.filter(failedSince).map(whyFailed);
  return {
    fresh: true,
    provenAt: Math.min(...instants),
    validUntil:
      earliestAfter(
        now,
        instants.map(at => at + limit + 1),
      ) ?? now,
    ...(failed.length > 0 ? { reason: listed(failed) } : {}),
  };
}

/** Whether the newest attempt failed. @internal */
export function failedSince({
  lastFailure,
  lastSuccessAt,
}: ScanStream): boolean {
  return (
    lastFailure !== undefined && lastFailure.at > (lastSuccessAt ?? -Infinity)
  );
}

/** The scan in words: who scanned what. @internal */
export function streamName({ scanner, scope }: ScanStream): string {
  return `the ${scanner} scan of ${scope}`;
}

function whyStale(stream: ScanStream, maxScanAge: string): string {
  const name = streamName(stream);
  const { lastSuccessAt, databaseAt } = stream;
  if (lastSuccessAt === undefined) {
    return stream.lastFailure
      ? `${whyFailed(stream)}, and none has succeeded yet`
      : `${name} has only sent single reports, never a whole one`;
  }
  const what =
    databaseAt !== undefined && databaseAt < lastSuccessAt
      ? `${name} used vulnerability data of ${toIso(databaseAt)}`
      : `${name} last succeeded on ${toIso(lastSuccessAt)}`;
  const then = failedSince(stream) ? `; ${whyFailed(stream)}` : '';
  return `${what}, longer ago than ${maxScanAge}${then}`;
}

function whyFailed(stream: ScanStream): string {
  const { lastFailure, lastSuccessAt } = stream;
  if (!lastFailure) return '';
  const because = lastFailure.reason ? `: ${lastFailure.reason}` : '';
  const from =
    lastSuccessAt === undefined
      ? ''
      : `, the figures are those of ${toIso(lastSuccessAt)}`;
  return `${streamName(stream)} failed on ${toIso(
    lastFailure.at,
  )}${because}${from}`;
}

function listed(sentences: readonly string[]): string {
  const shown = sentences.slice(0, 5).join('; ');
  const rest = sentences.length - 5;
  const text = rest > 0 ? `${shown}; and ${rest} more` : shown;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
