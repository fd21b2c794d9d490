import { Evidence } from '../../evidence/Evidence';
import { Millis, toIso, toMillis } from '../../time';
import { ago } from './freshness';
import { Check } from './Check';
import { claimedAt } from './claimedAt';
import { Dataset } from './Dataset';
import { judgedTests } from './proof';
import { rankOf } from './ladder';

/** One measured recovery, from declaration to usable and validated. @internal */
export interface Recovery {
  record: Evidence<'dr-drill'> | Evidence<'restore-test'>;
  at: Millis;
  /** Milliseconds; undefined when it did not end in something usable. */
  took?: Millis;
}

/** What a drill took; only a successful one that says when the service was usable again counts. @internal */
export function drillRecovery(drill: Evidence<'dr-drill'>): Recovery {
  const { declaredAt, usableAt, outcome } = drill.payload;
  const declared = toMillis(declaredAt);
  const usable = usableAt ? toMillis(usableAt) : undefined;
  const at = claimedAt(drill, usableAt ?? drill.observedAt);
  // One that says it ended after it was reported was not over yet.
  const counts = outcome === 'success' && usable === at;
  return {
    record: drill,
    at,
    ...(counts && usable >= declared ? { took: usable - declared } : {}),
  };
}

function testRecoveries(dataset: Dataset): Recovery[] {
  return judgedTests(dataset).flatMap(({ record, at, level, failed }) => {
    const { declaredAt, completedAt } = record.payload;
    if (!declaredAt || !completedAt) return [];
    const took = at - toMillis(declaredAt);
    // Usable and validated: the restore was completed and something looked at what came out of it.
    const validated = !failed && rankOf(level) >= rankOf('L3') && took >= 0;
    return [{ record, at, ...(validated ? { took } : {}) }];
  });
}

/** The newest measured recovery that covers a data set; a drill covers them all. @internal */
export function latestRecovery(dataset: Dataset): Recovery | undefined {
  const recoveries = [
    ...dataset.drills.map(drillRecovery),
    ...testRecoveries(dataset),
  ];
  return recoveries.sort((a, b) => b.at - a.at)[0];
}

/**
 * Whether the newest recovery was as fast as the policy's recovery time objective; undefined without one.
 *
 * @remarks Measured from declaration to usable and validated. What a tool says its own restore took is not a recovery time.
 * @internal
 */
export function rtoKept(dataset: Dataset): Check | undefined {
  const { rto } = dataset.policy;
  if (rto === undefined) return undefined;
  const recovery = latestRecovery(dataset);
  if (recovery === undefined) {
    return {
      verdict: 'unknown',
      reason:
        'no drill and no restore test with declaredAt has measured a recovery',
    };
  }
  const { at, took } = recovery;
  if (took === undefined) {
    const reason = `the recovery of ${toIso(
      at,
    )} did not end in something usable and validated`;
    return { verdict: 'fail', reason };
  }
  return {
    verdict: took <= rto.millis ? 'pass' : 'fail',
    reason: `the recovery of ${toIso(at)} took ${ago(0, took)}, allowed is ${
      rto.text
    }`,
  };
}
