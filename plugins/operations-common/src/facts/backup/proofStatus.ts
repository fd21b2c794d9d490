import { DatasetStatus } from '../../api/sections';
import { proofLevels } from '../../evidence/kinds';
import { Millis, toIso } from '../../time';
import { Dataset } from './Dataset';
import { freshness } from './freshness';
import { rankOf, Step } from './ladder';
import { latestRestore, wrongFiles } from './latestRestore';
import { negativeControls, Proof, proofOf } from './proof';

type Rung = DatasetStatus['proof']['ladder'][number];

/** The ladder as the test that counts bears it out; a step above the level reached is never shown as reached. */
function ladderOf(
  steps: readonly Step[],
  dataset: Dataset,
  proof: Proof,
  now: Millis,
): Rung[] {
  const fresh = freshness(dataset, now);
  const base: Rung = {
    level: 'L0',
    reached: fresh.verdict === 'pass',
    reason: fresh.reason,
  };
  const rungs = proofLevels.slice(1).map((level): Rung => {
    const step = steps.find(candidate => candidate.level === level);
    if (step === undefined) {
      return { level, reached: false, reason: 'no restore test was reported' };
    }
    const above = rankOf(level) > rankOf(proof.level);
    const { state, reason } = step;
    return state === 'reached' && above
      ? { level, reached: false, reason: `not believed: ${reason}` }
      : { level, reached: state === 'reached', reason };
  });
  return [base, ...rungs];
}

/** What is proven of a data set's restore, step by step. @internal */
export function proofStatus(
  dataset: Dataset,
  now: Millis,
): DatasetStatus['proof'] {
  const proof = proofOf(dataset, now);
  const shown = proof.test ?? proof.expired ?? proof.latest;
  const restore = latestRestore(dataset);
  const wrong = restore && wrongFiles(restore);
  const files = wrong?.count === undefined ? undefined : wrong.files;
  const { failedAt } = negativeControls(dataset);
  return {
    level: proof.level ?? null,
    ...(shown
      ? { at: toIso(shown.at), expiresAt: toIso(shown.expiresAt) }
      : {}),
    ladder: ladderOf(shown?.steps ?? [], dataset, proof, now),
    ...(failedAt === undefined ? {} : { negativeControlAt: toIso(failedAt) }),
    missing: files?.missing ?? null,
    extra: files?.extra ?? null,
    mismatched: files?.mismatched ?? null,
    reason: proof.reason,
  };
}
