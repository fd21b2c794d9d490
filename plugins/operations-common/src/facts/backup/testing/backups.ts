import { Evidence } from '../../../evidence/Evidence';
import { EvidencePayload } from '../../../evidence/kinds';
import { Millis, toIso } from '../../../time';
import { FactSubject } from '../../Fact';
import { evidenceOf, subjectOf } from '../../testing/builders';
import { Dataset, datasetsOf } from '../Dataset';

/** Noon of a Thursday, far from the ends of slots. */
export const NOW = Date.UTC(2026, 2, 12, 12);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

type Run = EvidencePayload<'backup-run'>;
type Policy = EvidencePayload<'backup-policy'>;
type Test = EvidencePayload<'restore-test'>;

/** A run of data set `orders` that took ten minutes from the given instant and succeeded, unless said otherwise. */
export function run(
  startedAt: Millis,
  rest: Partial<Run> = {},
  record: Partial<Evidence<'backup-run'>> = {},
): Evidence<'backup-run'> {
  const end = toIso(startedAt + 10 * MINUTE);
  return evidenceOf(
    'backup-run',
    rest.completedAt ?? end,
    {
      dataset: 'orders',
      startedAt: toIso(startedAt),
      completedAt: end,
      recoveryPoint: toIso(startedAt),
      outcome: 'success',
      sizeBytes: 1000,
      ...rest,
    },
    record,
  );
}

/** Runs at even distances, the last one that long before now. */
export function runsEvery(
  every: Millis,
  count: number,
  last: Millis = every / 2,
): Evidence<'backup-run'>[] {
  return Array.from({ length: count }, (_, i) =>
    run(NOW - last - (count - 1 - i) * every),
  );
}

/** The policy of data set `orders`, a database, known for sixty days. */
export function policy(
  rest: Partial<Policy> = {},
  observedAt: Millis = NOW - 60 * DAY,
): Evidence<'backup-policy'> {
  return evidenceOf('backup-policy', toIso(observedAt), {
    dataset: 'orders',
    dataType: 'database',
    schedule: 'P1D',
    ...rest,
  });
}

/** A restore test of data set `orders` that reached L3, unless said otherwise. */
export function restoreTest(
  completedAt: Millis,
  rest: Partial<Test> = {},
): Evidence<'restore-test'> {
  return evidenceOf('restore-test', toIso(completedAt), {
    dataset: 'orders',
    completedAt: toIso(completedAt),
    level: 'L3',
    isolated: true,
    checks: [{ name: 'files', kind: 'manifest', result: 'pass' }],
    missing: [],
    ...rest,
  });
}

/** The one data set of some evidence. */
export function datasetOf(
  evidence: readonly Evidence[],
  annotation?: string,
): Dataset {
  return datasetsOf(subjectWith(evidence, annotation))[0];
}

/** An entity with evidence, and with the data sets annotation where given. */
export function subjectWith(
  evidence: readonly Evidence[],
  annotation?: string,
): FactSubject {
  return subjectOf(evidence, {
    entity: annotation
      ? { annotations: { 'backstage-operations.io/datasets': annotation } }
      : {},
  });
}
