/** The instant that tests call now. @internal */
export const testNow = Date.parse('2026-03-02T12:00:00Z');

/** The instant some days before (or, negative, after) another, ISO 8601. @internal */
export function daysAgo(days: number, now: number = testNow): string {
  return new Date(now - days * 86_400_000).toISOString();
}
