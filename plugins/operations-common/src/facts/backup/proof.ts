import { Evidence } from '../../evidence/Evidence';
import { Millis, toIso } from '../../time';
import { earliestAfter } from '../select';
import { ProofLevel } from './BackupPolicy';
import { Check, exactCheck } from './Check';
import { claimedAt } from './claimedAt';
import { Dataset } from './Dataset';
import { freshness } from './freshness';
import { levelOf, rankOf, Step, stepsOf } from './ladder';

/** One restore test with what it shows. @internal */
export interface JudgedTest {
  record: Evidence<'restore-test'>;
  at: Millis;
  expiresAt: Millis;
  steps: Step[];
  /** What it reached on its own. */
  level?: ProofLevel;
  /** Something about the restore went wrong. */
  failed: boolean;
}

/** How far a restore is proven at one instant. @internal */
export interface Proof {
  /** Undefined when not even a recent backup exists. */
  level?: ProofLevel;
  /** The test that shows it; undefined at L0. */
  test?: JudgedTest;
  /** The newest test, whatever it showed. */
  latest?: JudgedTest;
  /** What is proven no more because of its age. */
  expired?: JudgedTest;
  reason: string;
  until?: Millis;
}

/** When a restore test ended. @internal */
export function testedAt(record: Evidence<'restore-test'>): Millis {
  return claimedAt(record, record.payload.completedAt ?? record.observedAt);
}

function judgeTest(
  dataset: Dataset,
  record: Evidence<'restore-test'>,
): JudgedTest {
  const steps = stepsOf(record, dataset.runs);
  const at = testedAt(record);
  return {
    record,
    at,
    expiresAt: at + dataset.policy.restoreTest.every.millis,
    steps,
    level: levelOf(steps, record.payload.level),
    failed: steps.some(step => step.state === 'failed'),
  };
}

/** The restore tests of a data set with what each one shows, oldest first. @internal */
export function judgedTests(dataset: Dataset): JudgedTest[] {
  return dataset.tests
    .map(record => judgeTest(dataset, record))
    .sort((a, b) => a.at - b.at);
}

/** The best of the tests, none of them worth more than what a later failure leaves of it. */
function best(tests: readonly JudgedTest[]): JudgedTest | undefined {
  let found: JudgedTest | undefined;
  let cap = Infinity;
  for (let i = tests.length - 1; i >= 0; i -= 1) {
    const test = tests[i];
    const worth = Math.min(rankOf(test.level), cap);
    // A capped test gives way to the failure that capped it: that one shows exactly what is left.
    if (worth === rankOf(test.level) && worth > rankOf(found?.level)) {
      found = test;
    }
    if (test.failed) cap = Math.min(cap, rankOf(test.level));
  }
  return found;
}

function whyNone(latest?: JudgedTest, expired?: JudgedTest): string {
  if (expired) {
    return `the proof of ${expired.level} expired on ${toIso(
      expired.expiresAt,
    )}`;
  }
  if (latest === undefined) return 'no restore test was ever reported';
  const { steps, record, at } = latest;
  const short =
    steps.find(step => step.state === 'failed') ??
    steps.find(step => step.state === 'open');
  const claimed = record.payload.level;
  return `the restore of ${toIso(
    at,
  )} claims ${claimed} and shows nothing of it: ${
    short?.reason ?? 'it claims no more'
  }`;
}

function evaluate(
  dataset: Dataset,
  tests: readonly JudgedTest[],
  now: Millis,
): Proof {
  const valid = tests.filter(test => now < test.expiresAt);
  const test = best(valid);
  const latest = tests[tests.length - 1];
  const ever = best(tests);
  const expired =
    ever && rankOf(ever.level) > rankOf(test?.level) ? ever : undefined;
  const shared = { latest, ...(expired ? { expired } : {}) };
  const fresh = freshness(dataset, now);
  const until = earliestAfter(now, [
    ...valid.map(({ expiresAt }) => expiresAt),
    test ? undefined : fresh.until,
  ]);
  const ends = until === undefined ? {} : { until };
  if (test) {
    const reason =
      test === latest
        ? `proven by the restore of ${toIso(test.at)}`
        : `proven by the restore of ${toIso(test.at)}; later ones showed less`;
    return { level: test.level, test, reason, ...shared, ...ends };
  }
  const why = whyNone(latest, expired);
  return fresh.verdict === 'pass'
    ? {
        level: 'L0',
        reason: `a recent backup exists; ${why}`,
        ...shared,
        ...ends,
      }
    : { reason: why, ...shared, ...ends };
}

/**
 * How far the restore of a data set is proven.
 *
 * @remarks Each test lasts as long as the policy says. A later test that went wrong leaves nothing above what it reached itself,
 * a later one that merely tried less takes nothing away. Without any test a recent backup is L0.
 * @internal
 */
export function proofOf(dataset: Dataset, now: Millis): Proof {
  const tests = judgedTests(dataset);
  const proof = evaluate(dataset, tests, now);
  let { until } = proof;
  while (until !== undefined) {
    const later = evaluate(dataset, tests, until);
    if (later.level !== proof.level) break;
    until = later.until;
  }
  const { until: _, ...rest } = proof;
  return { ...rest, ...(until === undefined ? {} : { until }) };
}

function judge(dataset: Dataset, now: Millis): Check {
  const { minLevel } = dataset.policy.restoreTest;
  const proof = proofOf(dataset, now);
  const { reason, until, expired } = proof;
  const wanted = rankOf(minLevel);
  const check = (verdict: Check['verdict']): Check => ({
    verdict,
    reason: `${proof.level ?? 'nothing'} of ${minLevel}: ${reason}`,
    ...(until === undefined ? {} : { until }),
  });
  if (rankOf(proof.level) >= wanted) return check('pass');
  if (expired && rankOf(expired.level) >= wanted) return check('stale');
  return check(proof.latest ? 'fail' : 'unknown');
}

/** Whether the restore is proven as far as the policy asks, by tests that have not expired. @internal */
export function restoreProof(dataset: Dataset, now: Millis): Check {
  return exactCheck(at => judge(dataset, at), now);
}

/** The newest restore of a spoiled backup that failed as it should, and the newest one that wrongly succeeded. @internal */
export function negativeControls(dataset: Dataset): {
  failedAt?: Millis;
  passedAt?: Millis;
} {
  const found: { failedAt?: Millis; passedAt?: Millis } = {};
  for (const record of dataset.controls) {
    const { failed, at } = judgeTest(dataset, record);
    if (failed) found.failedAt = Math.max(found.failedAt ?? at, at);
    else found.passedAt = Math.max(found.passedAt ?? at, at);
  }
  return found;
}
