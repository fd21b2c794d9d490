import { durationMillis, Millis, toIso } from '../../time';
import { earliestAfter } from '../select';
import { BackupRun, endOf } from './BackupRun';
import { Check, CheckVerdict, exactCheck } from './Check';
import { Dataset, lastGood } from './Dataset';
import { freshRun } from './freshness';
import { unlessNotKnown } from './notKnownWhole';

function noCopy(dataset: Dataset, now: Millis): Check {
  const asked = dataset.policy.location;
  const run = lastGood(dataset, now);
  if (run === undefined) {
    const verdict = dataset.runs.length === 0 ? 'unknown' : 'fail';
    return { verdict, reason: `there is no good backup to lie ${asked}` };
  }
  const { location: known } = run;
  const until = endOf(run);
  return known === undefined
    ? { verdict: 'unknown', reason: 'no run says where its copy lies', until }
    : {
        verdict: 'fail',
        reason: `asked is ${asked}, the copies lie ${known.class}`,
        until,
      };
}

/** How far the place of one copy is proven. */
function place(run: BackupRun, ttl: Millis, now: Millis): Check {
  const { class: name, verifiedAt } = run.location ?? {};
  if (verifiedAt === undefined) {
    return {
      verdict: 'unknown',
      reason: `a copy is declared ${name}, nothing has verified it (location.verifiedAt)`,
    };
  }
  const until = verifiedAt + ttl;
  return now < until
    ? {
        verdict: 'pass',
        reason: `a copy was found ${name} on ${toIso(verifiedAt)}`,
        until,
      }
    : {
        verdict: 'stale',
        reason: `that a copy lies ${name} was last verified on ${toIso(
          verifiedAt,
        )}`,
      };
}

function judgeCopy(
  dataset: Dataset,
  copy: BackupRun,
  ttl: Millis,
  now: Millis,
): Check {
  const fresh = freshRun(dataset, copy, now);
  const check = place(copy, ttl, now);
  const until = earliestAfter(now, [check.until, fresh.until, endOf(copy)]);
  const judged =
    fresh.verdict === 'pass'
      ? check
      : {
          verdict: fresh.verdict,
          reason:
            fresh.verdict === 'fail'
              ? `the newest such copy is too old: ${fresh.reason}`
              : fresh.reason,
        };
  return { ...judged, ...(until === undefined ? {} : { until }) };
}

const bestFirst: readonly CheckVerdict[] = ['pass', 'stale', 'unknown', 'fail'];

function bestCopy(dataset: Dataset, ttl: Millis, now: Millis): Check {
  const inPlace = (run: BackupRun) =>
    run.location?.class === dataset.policy.location;
  const proven = (run: BackupRun) =>
    inPlace(run) && run.location?.verifiedAt !== undefined;
  const checks = [proven, inPlace].flatMap(accept => {
    const copy = lastGood(dataset, now, accept);
    return copy ? [judgeCopy(dataset, copy, ttl, now)] : [];
  });
  if (checks.length === 0) return noCopy(dataset, now);
  const until = earliestAfter(
    now,
    checks.map(check => check.until),
  );
  checks.sort(
    (a, b) => bestFirst.indexOf(a.verdict) - bestFirst.indexOf(b.verdict),
  );
  const { verdict, reason } = checks[0];
  return { verdict, reason, ...(until === undefined ? {} : { until }) };
}

/**
 * Whether a recent enough copy lies where the policy asks.
 *
 * @remarks A run may merely declare its place; only a place that something has verified passes, for as long as a restore proof lasts.
 * @internal
 */
export function location(
  dataset: Dataset,
  proofTtl: string,
  now: Millis,
): Check {
  const ttl = durationMillis(proofTtl);
  const judge = unlessNotKnown((one, instant) =>
    exactCheck(at => bestCopy(one, ttl, at), instant),
  );
  return judge(dataset, now);
}
