/** Upper bounds of the classes, seconds; the last class has none. @internal */
export const bounds = [300, 900, 3_600, 14_400, 86_400] as const;

/** How many times fall in each class; a time on a bound belongs to the class below it. @internal */
export function distribution(seconds: readonly (number | null)[]): number[] {
  const counts = new Array<number>(bounds.length + 1).fill(0);
  for (const value of seconds) {
    if (value === null) continue;
    const index = bounds.findIndex(bound => value <= bound);
    counts[index < 0 ? bounds.length : index] += 1;
  }
  return counts;
}
