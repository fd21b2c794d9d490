import { Evidence } from '../../evidence/Evidence';
import { Millis } from '../../time';
import { FactDefinition } from '../Fact';
import { ProofLevel } from './BackupPolicy';
import { Dataset, lastGood } from './Dataset';
import { datasetCheckFact } from './datasetCheckFact';
import { datasetFigureFact, Figure, largest, total } from './datasetFigureFact';
import { rankOf } from './ladder';
import { latestRestore, lastSuccess, wrongFiles } from './latestRestore';
import { negativeControls, Proof, proofOf } from './proof';
import { latestRecovery, rtoKept } from './recoveryTime';
import { datasetKinds } from './policies';

function present<T>(...items: (T | undefined)[]): T[] {
  return items.filter(item => item !== undefined);
}

/** The test that shows it, the newest one, and at L0 the backup itself. */
function proofEvidence(
  dataset: Dataset,
  proof: Proof,
  now: Millis,
): Evidence[] {
  const backup = proof.test ? undefined : lastGood(dataset, now)?.record;
  return present<Evidence>(proof.test?.record, proof.latest?.record, backup);
}

function level(dataset: Dataset, now: Millis): Figure<ProofLevel> {
  const { problem } = dataset.policy;
  if (problem) return { reason: problem, evidence: [] };
  const proof = proofOf(dataset, now);
  return {
    value: proof.level,
    reason: proof.reason,
    provenAt: proof.test?.at ?? lastGood(dataset, now)?.availableAt,
    until: proof.until,
    evidence: proofEvidence(dataset, proof, now),
  };
}

function age(dataset: Dataset, now: Millis): Figure<number> {
  const test = lastSuccess(dataset);
  return test === undefined
    ? {
        reason: 'no completed restore without failures was ever reported',
        evidence: dataset.tests.slice(-1),
      }
    : {
        value: Math.max(0, now - test.at) / 1000,
        provenAt: test.at,
        evidence: [test.record],
      };
}

function missing(dataset: Dataset): Figure<number> {
  const test = latestRestore(dataset);
  if (test === undefined) {
    return { reason: 'no restore was ever reported', evidence: [] };
  }
  const { count, files } = wrongFiles(test);
  const shared = { provenAt: test.at, evidence: [test.record] };
  return count === undefined
    ? {
        reason: 'the latest restore does not say whether files are missing',
        ...shared,
      }
    : { value: count, details: { files }, ...shared };
}

function control(dataset: Dataset, now: Millis): Figure<number> {
  const { failedAt } = negativeControls(dataset);
  return failedAt === undefined
    ? {
        reason:
          'no restore of a spoiled backup has failed as it should (expectedToFail)',
        evidence: dataset.controls.slice(-1),
      }
    : {
        value: Math.max(0, now - failedAt) / 1000,
        provenAt: failedAt,
        evidence: dataset.controls,
      };
}

/** Facts about restores: what is proven, how old the proof is, how long recovery takes. @internal */
export const restoreFacts: FactDefinition[] = [
  datasetFigureFact(
    {
      id: 'restore.proofLevel',
      title: 'Restore proof',
      description:
        'How far the restore is proven by tests that have not expired; of several data sets the least. L0 a fresh backup exists, L1 checksum verified, L2 restored in isolation, L3 equal to the manifest, L4 it works, L5 a signed statement. A test is never believed beyond what its own checks show.',
      unit: 'level',
      kinds: datasetKinds,
      better: 'higher',
    },
    {
      figure: level,
      combine: values =>
        values.reduce((a, b) => (rankOf(b) < rankOf(a) ? b : a)),
    },
  ),
  datasetFigureFact(
    {
      id: 'restore.age',
      title: 'Age of the last good restore',
      description:
        'Time since the last restore that was completed in isolation and in which nothing failed; of several data sets the worst.',
      unit: 'seconds',
      kinds: datasetKinds,
      better: 'lower',
    },
    { figure: age, combine: largest, grows: true },
  ),
  datasetFigureFact(
    {
      id: 'restore.missingFiles',
      title: 'Files wrong after the last restore',
      description:
        'Files missing, extra or different in the latest restore, over all data sets.',
      unit: 'count',
      kinds: datasetKinds,
      better: 'lower',
    },
    { figure: missing, combine: total, decisive: value => value > 0 },
  ),
  datasetFigureFact(
    {
      id: 'restore.negativeControl',
      title: 'Age of the last negative control',
      description:
        'Time since a restore of a spoiled backup last failed as it should, which shows that the restore test can fail at all.',
      unit: 'seconds',
      kinds: datasetKinds,
      better: 'lower',
    },
    { figure: control, combine: largest, grows: true },
  ),
  datasetCheckFact(
    {
      id: 'restore.rtoKept',
      title: 'Recovery time objectives are kept',
      description:
        'The latest recovery, in a drill or a restore test that says when it was declared, was usable and validated within the recovery time objective of the policy.',
      kinds: [...datasetKinds, 'dr-drill'],
    },
    {
      check: dataset => rtoKept(dataset),
      evidence: dataset =>
        present<Evidence>(
          dataset.policy.record,
          latestRecovery(dataset)?.record,
        ),
      provenAt: dataset => latestRecovery(dataset)?.at,
      none: 'no backup policy names a recovery time objective (rto)',
    },
  ),
];
