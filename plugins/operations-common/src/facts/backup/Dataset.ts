import { Evidence } from '../../evidence/Evidence';
import { Millis, toMillis } from '../../time';
import { FactSubject } from '../Fact';
import { recordsOf, Window } from '../select';
import { BackupPolicy } from './BackupPolicy';
import { BackupRun, backupRunsOf, endOf } from './BackupRun';
import { policiesOf } from './policies';
import { approvedPauses } from './slots';

/** One data set with everything that is known of it, in order of time. @internal */
export interface Dataset {
  policy: BackupPolicy;
  /** Oldest start first. */
  runs: BackupRun[];
  /** Restores that were meant to succeed, oldest first. */
  tests: Evidence<'restore-test'>[];
  /** Restores of a spoiled backup that were meant to fail, oldest first. */
  controls: Evidence<'restore-test'>[];
  drills: Evidence<'dr-drill'>[];
  pauses: Window[];
  /** The records that stand for its backups, the policy and one run of every kind of outcome. */
  evidence: Evidence[];
  /** The earliest that was heard of it; undefined when only the entity's annotation names it. */
  since?: Millis;
}

const remembered = new WeakMap<FactSubject, Dataset[]>();

function earliest(instants: readonly Millis[]): Millis | undefined {
  return instants.length === 0 ? undefined : Math.min(...instants);
}

/** The policy and the newest run of every kind of outcome and sender: one of 720 equal runs says what each of them does. */
function backupEvidence(
  policy: BackupPolicy,
  runs: readonly BackupRun[],
): Evidence[] {
  const newest = new Map<string, Evidence>();
  for (const { record, good, outcome } of runs) {
    const key = `${record.source} ${record.submittedBy} ${outcome} ${good}`;
    newest.set(key, record);
  }
  return [...(policy.record ? [policy.record] : []), ...newest.values()];
}

function gather(subject: FactSubject): Dataset[] {
  const runs = backupRunsOf(subject.evidence);
  const restores = recordsOf(subject.evidence, 'restore-test');
  const drills = recordsOf(subject.evidence, 'dr-drill');
  const pauses = approvedPauses(subject.evidence);
  return policiesOf(subject).map(policy => {
    const own = restores.filter(r => r.payload.dataset === policy.dataset);
    const ownRuns = runs.get(policy.dataset) ?? [];
    const heard = [
      ...ownRuns.slice(0, 1).map(run => run.startedAt),
      ...(own[0] ? [toMillis(own[0].observedAt)] : []),
      // A policy may be older than our knowing of it, and what ran before that nobody has told us.
      ...(policy.record ? [toMillis(policy.record.receivedAt)] : []),
    ];
    return {
      policy,
      evidence: backupEvidence(policy, ownRuns),
      runs: ownRuns,
      tests: own.filter(test => !test.payload.expectedToFail),
      controls: own.filter(test => test.payload.expectedToFail),
      drills,
      pauses,
      since: earliest(heard),
    };
  });
}

/**
 * The data sets of an entity, in order of name.
 *
 * @remarks Remembered per subject, because a dozen facts ask for the same.
 * @internal
 */
export function datasetsOf(subject: FactSubject): Dataset[] {
  let datasets = remembered.get(subject);
  if (datasets === undefined) {
    datasets = gather(subject);
    remembered.set(subject, datasets);
  }
  return datasets;
}

/** The newest point from which data can be restored at an instant. @internal */
export function lastGood(
  dataset: Dataset,
  now: Millis,
  accept: (run: BackupRun) => boolean = () => true,
): BackupRun | undefined {
  let best: BackupRun | undefined;
  for (const run of dataset.runs) {
    const usable = now < (endOf(run) ?? Infinity);
    if (!run.good || !usable || !accept(run)) continue;
    if (best === undefined || run.recoveryPoint >= best.recoveryPoint) {
      best = run;
    }
  }
  return best;
}
