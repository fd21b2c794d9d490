import { annotations, noDatasets } from '../../entity';
import { dataTypes, EvidencePayload } from '../../evidence/kinds';
import { Evidence } from '../../evidence/Evidence';
import { durationMillis, Millis } from '../../time';
import { FactSubject } from '../Fact';
import { recordsOf } from '../select';
import { OperationsSettings } from '../settings';
import { BackupPolicy, DataType, Length, Schedule } from './BackupPolicy';
import { cronNature } from './cronFires';
import { backupStrategy, BackupStrategyRow } from './strategy';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Kinds of evidence from which it is known which data sets there are. @internal */
export const datasetKinds = [
  'backup-policy',
  'backup-run',
  'restore-test',
  // A tool's catalogue of its backups.
  'control',
] as const;

/** Firings finer than this are judged as an interval: nobody lists them one by one. */
const FINEST = 5 * 60_000;

function lengthOf(duration: string | number): Length {
  const text = typeof duration === 'number' ? `PT${duration}S` : duration;
  return { text, millis: durationMillis(duration) };
}

function typeNamed(name: string): DataType | undefined {
  return dataTypes.find(type => type === name);
}

interface Asked {
  schedule: Schedule;
  text: string;
  /** Usual time from one backup to the next. */
  period?: Millis;
  problem?: string;
}

function askedByCron(cron: string, timeZone: string): Asked {
  const text = `${cron} ${timeZone}`;
  const nature = cronNature(cron, timeZone);
  // Continuous keeps the rest of the answer computable; the problem itself stops anything from passing.
  if ('problem' in nature) {
    return { schedule: { kind: 'continuous' }, text, problem: nature.problem };
  }
  const { period } = nature;
  if (period < FINEST) {
    return { schedule: { kind: 'interval', every: period }, text, period };
  }
  return { schedule: { kind: 'cron', cron, timeZone }, text, period };
}

function askedOf(asked: BackupStrategyRow['schedule']): Asked {
  if (asked === 'per-change' || asked === 'continuous') {
    return { schedule: { kind: asked }, text: asked };
  }
  if (typeof asked === 'object' && 'cron' in asked) {
    return askedByCron(String(asked.cron), String(asked.timeZone));
  }
  const interval = typeof asked === 'object' ? asked.interval : asked;
  const { text, millis } = lengthOf(interval as string | number);
  if (millis === 0) return { schedule: { kind: 'continuous' }, text };
  return {
    schedule: { kind: 'interval', every: millis },
    text,
    period: millis,
  };
}

/** A quarter of the period, at most six hours; an hour for what has no period. */
function defaultGrace(period: Millis | undefined): Millis {
  return period === undefined ? HOUR : Math.min(period / 4, DAY / 4);
}

function build(
  dataset: string,
  dataType: DataType,
  row: BackupStrategyRow,
  proofTtl: string,
): Omit<BackupPolicy, 'from'> {
  const { schedule, text, period, problem } = askedOf(row.schedule);
  const grace =
    row.grace === undefined ? defaultGrace(period) : durationMillis(row.grace);
  return {
    dataset,
    dataType,
    schedule,
    scheduleText: text,
    grace,
    retention: lengthOf(row.retention),
    location: row.location,
    ...(row.rpo === undefined ? {} : { rpo: lengthOf(row.rpo) }),
    ...(row.rto === undefined ? {} : { rto: lengthOf(row.rto) }),
    restoreTest: {
      every: lengthOf(row.restoreTest?.every ?? proofTtl),
      minLevel: row.restoreTest?.minLevel ?? 'L3',
    },
    ...(problem === undefined ? {} : { problem }),
  };
}

function given<T extends object>(payload: T): Partial<T> {
  const entries = Object.entries(payload).filter(([, v]) => v !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}

function datasetsAnnotated(subject: FactSubject): Map<string, string> {
  const text = subject.entity.annotations[annotations.datasets] ?? '';
  const found = new Map<string, string>();
  if (text.trim().toLowerCase() === noDatasets) return found;
  for (const item of text.split(',')) {
    const [name, type = ''] = item.split('=').map(part => part.trim());
    if (name) found.set(name, type || name);
  }
  return found;
}

function datasetsReported(subject: FactSubject): Set<string> {
  const found = new Set<string>();
  for (const run of recordsOf(subject.evidence, 'backup-run')) {
    found.add(run.payload.dataset);
  }
  for (const test of recordsOf(subject.evidence, 'restore-test')) {
    found.add(test.payload.dataset);
  }
  return found;
}

/**
 * The backup policies of an entity, one per data set, in order of name.
 *
 * @remarks A `backup-policy` record decides; then the data sets annotation, which names the class of data; a data set that only
 * its runs name is taken for application data unless its name is a class. What a policy leaves open comes from the strategy
 * table, the organisation's or the default one.
 * @internal
 */
export function policiesOf(subject: FactSubject): BackupPolicy[] {
  const { proofTtl, strategy = {} } = subject.settings.backup;
  const rowOf = (type: DataType) => strategy[type] ?? backupStrategy[type];
  const policies = new Map<string, BackupPolicy>();
  for (const dataset of datasetsReported(subject)) {
    const dataType = typeNamed(dataset) ?? 'application';
    const from = strategy[dataType] ? 'config' : 'default';
    const row = rowOf(dataType);
    policies.set(dataset, { ...build(dataset, dataType, row, proofTtl), from });
  }
  for (const [dataset, type] of datasetsAnnotated(subject)) {
    const dataType = typeNamed(type);
    const row = rowOf(dataType ?? 'database');
    policies.set(dataset, {
      ...build(dataset, dataType ?? 'database', row, proofTtl),
      from: 'annotation',
      ...(dataType
        ? {}
        : {
            problem: `the annotation ${
              annotations.datasets
            } gives ${dataset} the class "${type}"; known are ${dataTypes.join(
              ', ',
            )}`,
          }),
    });
  }
  const records: Evidence<'backup-policy'>[] = recordsOf(
    subject.evidence,
    'backup-policy',
  );
  for (const record of records) {
    const { dataset, dataType } = record.payload;
    const row: BackupStrategyRow = {
      ...rowOf(dataType),
      ...given<EvidencePayload<'backup-policy'>>(record.payload),
    };
    policies.set(dataset, {
      ...build(dataset, dataType, row, proofTtl),
      from: 'evidence',
      record,
    });
  }
  return [...policies.values()].sort((a, b) =>
    a.dataset < b.dataset ? -1 : 1,
  );
}

/** What the backup strategy alone asks for a data set, the organisation's or the default one. @internal */
export function strategyPolicy(
  { dataset, dataType }: BackupPolicy,
  { backup: { proofTtl, strategy = {} } }: OperationsSettings,
): BackupPolicy {
  const row = strategy[dataType] ?? backupStrategy[dataType];
  const from = strategy[dataType] ? 'config' : 'default';
  return { ...build(dataset, dataType, row, proofTtl), from };
}

/** The same policy judged by one good backup a week, as the Phase 07 document asks. @internal */
export function weeklyPolicy(policy: BackupPolicy): BackupPolicy {
  return {
    ...policy,
    schedule: { kind: 'interval', every: 7 * DAY },
    scheduleText: 'P7D',
    grace: DAY / 4,
  };
}
