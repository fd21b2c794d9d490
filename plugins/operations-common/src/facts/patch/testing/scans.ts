import { ScanFinding } from '../../../evidence/kinds';
import { Millis, toIso } from '../../../time';
import { Scan } from '../ScanStream';

/** The first day of the tests' calendar. */
export const dayZero: Millis = Date.UTC(2026, 0, 1);

/** Milliseconds of a number of days. */
export const days = (count: number): Millis => count * 24 * 60 * 60 * 1000;

/** Instant of a day of the tests' calendar; fractions are hours. */
export const onDay = (day: number): Millis => dayZero + days(day);

/** The same as ISO 8601. */
export const isoDay = (day: number): string => toIso(onDay(day));

/** A row of a scan. */
export function row(
  vulnerability: string,
  rest: Partial<ScanFinding> = {},
): ScanFinding {
  return {
    vulnerability,
    package: 'lodash',
    ecosystem: 'npm',
    severity: 'high',
    ...rest,
  };
}

/** A successful scan of one scope on a day. */
export function scanOn(
  day: number,
  findings: (string | ScanFinding)[],
  rest: Partial<Scan> = {},
): Scan {
  return {
    scanner: 'trivy',
    scope: 'checkout',
    completedAt: isoDay(day),
    status: 'success',
    findings: findings.map(found =>
      typeof found === 'string' ? row(found) : found,
    ),
    ...rest,
  };
}

/** A scan of one scope that failed on a day. */
export function failedOn(day: number, rest: Partial<Scan> = {}): Scan {
  return {
    scanner: 'trivy',
    scope: 'checkout',
    completedAt: isoDay(day),
    status: 'failed',
    reason: 'database download failed',
    ...rest,
  };
}
