/** Year and number of a CVE as one number; undefined for another id. */
function keyOf(cve: string): number | undefined {
  const [, year, number] = /^CVE-(\d{4})-(\d{4,9})$/i.exec(cve) ?? [];
  return year === undefined ? undefined : Number(year) * 1e9 + Number(number);
}

/**
 * Hundreds of thousands of scores by CVE in a few megabytes.
 *
 * @remarks 16 bytes per score, found by binary search; a map of texts needs several times as much.
 * @internal
 */
export class ScoreTable {
  static of(scores: Iterable<readonly [cve: string, score: number]>) {
    const rows: [key: number, score: number][] = [];
    for (const [cve, score] of scores) {
      const key = keyOf(cve);
      if (key !== undefined) rows.push([key, score]);
    }
    rows.sort((a, b) => a[0] - b[0]);
    return new ScoreTable(
      Float64Array.from(rows, ([key]) => key),
      Float64Array.from(rows, ([, score]) => score),
    );
  }

  private constructor(
    private readonly keys: Float64Array,
    private readonly scores: Float64Array,
  ) {}

  get(cve: string): number | undefined {
    const key = keyOf(cve);
    if (key === undefined) return undefined;
    let low = 0;
    let high = this.keys.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (this.keys[middle] < key) low = middle + 1;
      else high = middle;
    }
    return this.keys[low] === key ? this.scores[low] : undefined;
  }
}
