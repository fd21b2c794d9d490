import { datasetsOf } from '../facts/backup/Dataset';
import { proofOf } from '../facts/backup/proof';
import { FactSubject } from '../facts/Fact';
import { recordsOf } from '../facts/select';
import { drillRecovery } from '../facts/backup/recoveryTime';
import { durationMillis, Millis, toMillis } from '../time';
import { NewEntry } from './newEntry';

/** The Phase 08 document asks for a simulated disaster every quarter; the shipped scorecard measures it with the same length. */
const drillEvery = 'P92D';

/** When the restore of each data set has to be proven again; what was never proven has no date. */
function proofs(subject: FactSubject, now: Millis): NewEntry[] {
  return datasetsOf(subject).flatMap(dataset => {
    const { test, expired } = proofOf(dataset, now);
    const shown = test ?? expired;
    if (!shown) return [];
    const name = dataset.policy.dataset;
    return {
      type: 'proof-expires',
      key: name,
      title: `Restore test due: the proof of ${name} (${shown.level}) expires`,
      starts: shown.expiresAt,
    };
  });
}

/** Drills as they are planned, and when the next one is due, counted from the last one that succeeded. */
function drills(subject: FactSubject, now: Millis): NewEntry[] {
  const records = recordsOf(subject.evidence, 'dr-drill');
  const planned = records.flatMap(record => {
    const { nextDueAt, recurrence, scenario } = record.payload;
    if (!nextDueAt) return [];
    return {
      type: 'drill-due' as const,
      key: `planned/${record.source}/${record.externalId ?? record.id}`,
      title: `Disaster recovery drill planned: ${scenario}`,
      starts: toMillis(nextDueAt),
      ...(recurrence ? { recurrence } : {}),
    };
  });
  const ends = records
    .filter(({ payload }) => payload.outcome === 'success')
    .map(record => drillRecovery(record).at)
    .filter(at => at <= now);
  if (ends.length === 0) return planned;
  return [
    ...planned,
    {
      type: 'drill-due',
      key: 'drill',
      title: 'Disaster recovery drill due',
      starts: Math.max(...ends) + durationMillis(drillEvery),
    },
  ];
}

/** Restore proofs that run out and recovery drills that are due. @internal */
export function recoveryEntries(subject: FactSubject, now: Millis): NewEntry[] {
  return [...proofs(subject, now), ...drills(subject, now)];
}
