import { Millis } from '../../time';
import { FactDefinition } from '../Fact';
import { endOf } from './BackupRun';
import { BACKUP_WINDOW, compliance } from './compliance';
import { Dataset, lastGood } from './Dataset';
import {
  datasetFigureFact,
  Figure,
  largest,
  smallest,
  total,
} from './datasetFigureFact';
import { successRate } from './successRate';
import { suspicious } from './suspicious';
import { datasetKinds } from './policies';

function rate(
  dataset: Dataset,
  now: Millis,
  _subject: unknown,
  span: Millis,
): Figure<number> {
  const window = { from: now - span, to: now };
  const { value, good, expected, reason, until, slots } = successRate(
    dataset,
    window,
  );
  return {
    value: value ?? undefined,
    reason,
    n: expected,
    until,
    provenAt: dataset.runs[dataset.runs.length - 1]?.availableAt,
    evidence: dataset.evidence,
    details: {
      good,
      expected,
      excluded: slots.filter(slot => slot.state === 'excluded').length,
    },
  };
}

function age(dataset: Dataset, now: Millis): Figure<number> {
  const evidence = dataset.evidence;
  const last = lastGood(dataset, now);
  if (last === undefined) {
    const reason =
      dataset.runs.length === 0
        ? 'no backup run was ever reported'
        : 'there is no good backup';
    return { reason, evidence };
  }
  return {
    value: Math.max(0, now - last.recoveryPoint) / 1000,
    provenAt: last.availableAt,
    until: endOf(last),
    evidence,
  };
}

/** Figures of the backups themselves. @internal */
export const backupFigures: FactDefinition[] = [
  datasetFigureFact(
    {
      id: 'backup.successRate',
      title: 'Backup success rate',
      description:
        'Slots of the schedule with a good run finished by the end of the slot plus grace, as a share of the slots expected in the window; of several data sets the worst. A job that never started counts against it, a retry within the slot repairs it.',
      unit: 'ratio',
      kinds: [...datasetKinds, 'maintenance-window'],
      defaultWindow: BACKUP_WINDOW,
      better: 'higher',
    },
    { figure: rate, combine: smallest },
  ),
  datasetFigureFact(
    {
      id: 'backup.age',
      title: 'Age of the last recovery point',
      description:
        'Time since the recovery point of the last good backup, which is the data that would be lost now; of several data sets the worst.',
      unit: 'seconds',
      kinds: datasetKinds,
      better: 'lower',
    },
    { figure: age, combine: largest, grows: true },
  ),
  datasetFigureFact(
    {
      id: 'backup.nonCompliant',
      title: 'Data sets that miss their backup policy',
      description:
        'Data sets whose freshness, success rate, retention, location or restore proof fails or has aged. Not known while it is zero and another data set is not known.',
      unit: 'count',
      kinds: [...datasetKinds, 'maintenance-window'],
      better: 'lower',
    },
    {
      figure: (dataset, now, { settings }) => {
        const { verdict, checks, until } = compliance(dataset, settings, now);
        const reason = checks
          .filter(check => check.verdict === verdict && verdict !== 'pass')
          .map(check => check.reason)
          .join(', ');
        return {
          value: verdict === 'unknown' ? undefined : Number(verdict !== 'pass'),
          ...(reason ? { reason } : {}),
          until,
          evidence: [...dataset.evidence, ...dataset.tests.slice(-1)],
        };
      },
      combine: total,
      decisive: value => value > 0,
    },
  ),
  datasetFigureFact(
    {
      id: 'backup.suspicious',
      title: 'Suspicious backups',
      description:
        'Signs that backups are not what they claim although every run reports success: half the usual size or less, the very same size seven times in a row, or a restore that was meant to fail and did not.',
      unit: 'count',
      kinds: datasetKinds,
      better: 'lower',
    },
    {
      figure: (dataset, now) => {
        const evidence = [...dataset.evidence, ...dataset.controls];
        if (dataset.runs.length === 0) {
          return { reason: 'no backup run was ever reported', evidence };
        }
        const found = suspicious(dataset, now);
        return {
          value: found.length,
          ...(found.length > 0 ? { reason: found.join(', ') } : {}),
          evidence,
        };
      },
      combine: total,
      decisive: value => value > 0,
    },
  ),
];
