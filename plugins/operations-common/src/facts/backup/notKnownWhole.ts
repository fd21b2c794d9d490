import { Millis, toIso } from '../../time';
import { earliestAfter } from '../select';
import { BackupRun } from './BackupRun';
import { Check, exactCheck } from './Check';
import { Dataset } from './Dataset';

const hopeful = new WeakMap<Dataset, { dataset?: Dataset; doubt?: string }>();

/** Why it is not known whether a run can be restored, where that may be. */
function doubtOf(run: BackupRun): string | undefined {
  if (run.outcome === 'unknown') return run.doubt;
  // A catalogue that holds something may have been printed in part; one that holds nothing is empty.
  return run.good && run.gone && !run.gone.all
    ? `the newest list of ${
        run.record.source
      } does not show the backup of ${toIso(
        run.recoveryPoint,
      )}: it is deleted, or not all was listed`
    : undefined;
}

function asIfWhole(dataset: Dataset) {
  let found = hopeful.get(dataset);
  if (found === undefined) {
    const open = dataset.runs.filter(run => doubtOf(run) !== undefined);
    const whole = (run: BackupRun): BackupRun =>
      doubtOf(run) === undefined
        ? run
        : { ...run, good: true, gone: undefined };
    found =
      open.length === 0
        ? {}
        : {
            dataset: { ...dataset, runs: dataset.runs.map(whole) },
            doubt: doubtOf(open[open.length - 1]),
          };
    hopeful.set(dataset, found);
  }
  return found;
}

/**
 * A check that says "not known" where it would fail only because nobody knows whether some runs were whole, or are still there.
 *
 * @remarks Such a run is no good point, so nothing passes by it; but that it is a bad one is not known either.
 * @internal
 */
export function unlessNotKnown(
  judge: (dataset: Dataset, now: Millis) => Check,
): (dataset: Dataset, now: Millis) => Check {
  return (dataset, now) => {
    const { dataset: whole, doubt } = asIfWhole(dataset);
    if (whole === undefined) return judge(dataset, now);
    const at = (instant: Millis): Check => {
      const check = judge(dataset, instant);
      if (check.verdict !== 'fail') return check;
      const best = judge(whole, instant);
      const until = earliestAfter(instant, [check.until, best.until]);
      const ends = until === undefined ? {} : { until };
      return best.verdict === 'fail'
        ? { ...check, ...ends }
        : { verdict: 'unknown', reason: doubt ?? check.reason, ...ends };
    };
    return exactCheck(at, now);
  };
}
