import { Millis, toIso } from '@backstage-operations/plugin-operations-common';

/** The month of an instant in UTC, `2026-03`. */
export function monthOf(at: Millis): string {
  return toIso(at).slice(0, 7);
}

function shift(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number);
  return monthOf(Date.UTC(year, number - 1 + by, 1));
}

/** The next month. */
export function after(month: string): string {
  return shift(month, 1);
}

/** The month before. */
export function before(month: string): string {
  return shift(month, -1);
}

/** Months from the first to the last, both among them. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = after(month)) {
    months.push(month);
  }
  return months;
}
