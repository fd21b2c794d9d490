import { Millis, toIso } from '../../time';
import { formatRatio } from '../round';
import { median } from '../statistics';
import { BackupRun } from './BackupRun';
import { Dataset } from './Dataset';
import { negativeControls } from './proof';

/** A backup below this share of the usual size is looked at. */
const MUCH_SMALLER = 0.5;
/** The usual size is the median of so many backups before. */
const COMPARED = 10;
const FEWEST = 3;
/** So many backups of the very same size are no coincidence: live data changes. */
const IDENTICAL = 7;

function shrunk(sizes: readonly number[]): string | undefined {
  const last = sizes[sizes.length - 1];
  const before = sizes.slice(-COMPARED - 1, -1);
  const usual = median(before);
  if (usual === null || before.length < FEWEST || usual === 0) return undefined;
  if (last >= usual * MUCH_SMALLER) return undefined;
  return `the last backup has ${formatRatio(last / usual)} of the usual size`;
}

function identical(sizes: readonly number[]): string | undefined {
  const last = sizes[sizes.length - 1];
  let same = 0;
  while (same < sizes.length && sizes[sizes.length - 1 - same] === last) {
    same += 1;
  }
  return same >= IDENTICAL
    ? `the last ${same} backups have exactly the same size of ${last} bytes`
    : undefined;
}

/** Full backups and ones that build on others differ in size by nature, and so do different tools. */
function comparable(run: BackupRun): string {
  const { tool, dependsOn } = run.record.payload;
  return `${run.record.source} ${tool ?? ''} ${
    dependsOn?.length ? 'chained' : ''
  }`;
}

/**
 * What looks wrong about a data set's backups although every run says it succeeded.
 *
 * @remarks Much smaller than before, or of the very same size for many runs; and a restore that was meant to fail but did not.
 * @internal
 */
export function suspicious(dataset: Dataset, now: Millis): string[] {
  const sizes = new Map<string, number[]>();
  for (const run of dataset.runs) {
    if (!run.good || run.sizeBytes === undefined) continue;
    const key = comparable(run);
    const known = sizes.get(key);
    if (known) known.push(run.sizeBytes);
    else sizes.set(key, [run.sizeBytes]);
  }
  const found: string[] = [];
  for (const series of sizes.values()) {
    for (const doubt of [shrunk(series), identical(series)]) {
      if (doubt) found.push(doubt);
    }
  }
  const { passedAt, failedAt } = negativeControls(dataset);
  if (
    passedAt !== undefined &&
    passedAt <= now &&
    passedAt >= (failedAt ?? 0)
  ) {
    found.push(
      `the restore of ${toIso(
        passedAt,
      )} was meant to fail and did not: its checks find nothing`,
    );
  }
  return found;
}
