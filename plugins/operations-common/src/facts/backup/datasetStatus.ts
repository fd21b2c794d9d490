import { DatasetStatus } from '../../api/sections';
import { Millis, toIso, toMillis } from '../../time';
import { evidenceRefs } from '../evidenceRef';
import { FactSubject } from '../Fact';
import { windowEnding } from '../select';
import { BackupPolicy } from './BackupPolicy';
import { BackupRun } from './BackupRun';
import { BACKUP_WINDOW, compliance } from './compliance';
import { Dataset, datasetsOf, lastGood } from './Dataset';
import { exposure } from './exposure';
import { proofStatus } from './proofStatus';
import { latestRecovery } from './recoveryTime';
import { JudgedSlot } from './slots';
import { successRate } from './successRate';
import { suspicious } from './suspicious';

const seconds = (length: Millis | undefined): number | null =>
  length === undefined ? null : length / 1000;

function policyStatus(policy: BackupPolicy): DatasetStatus['policy'] {
  const { retention, location, rpo, rto, restoreTest } = policy;
  return {
    schedule: policy.scheduleText,
    retention: retention.text,
    location,
    ...(rpo ? { rpo: rpo.text } : {}),
    ...(rto ? { rto: rto.text } : {}),
    restoreTest: {
      every: restoreTest.every.text,
      minLevel: restoreTest.minLevel,
    },
    from: policy.from,
  };
}

function lastGoodStatus(run: BackupRun): DatasetStatus['lastGood'] {
  const { tool } = run.record.payload;
  return {
    id: run.record.id,
    completedAt: toIso(run.availableAt),
    recoveryPoint: toIso(run.recoveryPoint),
    ...(run.sizeBytes === undefined ? {} : { sizeBytes: run.sizeBytes }),
    ...(tool === undefined ? {} : { tool }),
  };
}

function lastRunStatus(run: BackupRun): DatasetStatus['lastRun'] {
  const { completedAt } = run.record.payload;
  return {
    id: run.record.id,
    ...(completedAt ? { completedAt: toIso(toMillis(completedAt)) } : {}),
    outcome: run.outcome,
    ...(run.doubt === undefined ? {} : { reason: run.doubt }),
  };
}

/** Hundreds of hourly slots in the same state are one entry: the strip is drawn from the ends. */
function folded(slots: readonly JudgedSlot[]): DatasetStatus['slots'] {
  const entries: DatasetStatus['slots'] = [];
  for (const { from, to, state, reason } of slots) {
    const last = entries[entries.length - 1];
    const same = last?.state === state && last.reason === reason;
    if (same && last.to === toIso(from)) {
      last.to = toIso(to);
      last.count += 1;
    } else {
      entries.push({
        from: toIso(from),
        to: toIso(to),
        count: 1,
        state,
        ...(reason === undefined ? {} : { reason }),
      });
    }
  }
  return entries;
}

function statusOf(
  dataset: Dataset,
  subject: FactSubject,
  now: Millis,
): DatasetStatus {
  const { policy, runs, tests, controls } = dataset;
  const { verdict, checks } = compliance(dataset, subject.settings, now);
  const rate = successRate(dataset, windowEnding(now, BACKUP_WINDOW));
  const risk = exposure(dataset, windowEnding(now, BACKUP_WINDOW));
  const good = lastGood(dataset, now);
  const last = runs[runs.length - 1];
  const recovery = latestRecovery(dataset);
  return {
    dataset: policy.dataset,
    dataType: policy.dataType,
    policy: policyStatus(policy),
    verdict,
    checks: checks.map(({ id, verdict: one, reason }) => ({
      id,
      verdict: one,
      reason,
    })),
    ...(good ? { lastGood: lastGoodStatus(good) } : {}),
    ...(last ? { lastRun: lastRunStatus(last) } : {}),
    slots: folded(rate.slots),
    successRate: {
      value: rate.value,
      good: rate.good,
      expected: rate.expected,
      ...(rate.reason === undefined ? {} : { reason: rate.reason }),
    },
    exposureSeconds: seconds(risk.now),
    worstExposureSeconds: seconds(risk.worst),
    proof: proofStatus(dataset, now),
    achievedRtoSeconds: seconds(recovery?.took),
    suspicious: suspicious(dataset, now),
    evidence: evidenceRefs([
      ...dataset.evidence,
      ...tests.slice(-3),
      ...controls.slice(-1),
      ...(recovery ? [recovery.record] : []),
    ]),
  };
}

/**
 * Every data set of an entity with its policy, its compliance and what is proven of its restore, in order of name.
 *
 * @public
 */
export function datasetStatuses(
  subject: FactSubject,
  now: Millis,
): DatasetStatus[] {
  return datasetsOf(subject).map(dataset => statusOf(dataset, subject, now));
}
