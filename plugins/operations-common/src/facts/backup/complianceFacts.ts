import { Millis } from '../../time';
import { FactDefinition } from '../Fact';
import { BACKUP_WINDOW, checkOf } from './compliance';
import { Dataset, lastGood } from './Dataset';
import { datasetCheckFact } from './datasetCheckFact';
import { rpoKept } from './exposure';
import { datasetKinds } from './policies';
import { strategyCheck } from './strategyCheck';

const newestBackup = (dataset: Dataset, now: Millis) =>
  lastGood(dataset, now)?.availableAt;

/** Yes-or-no facts on how well the backups keep to their policies. @internal */
export const complianceFacts: FactDefinition[] = [
  datasetCheckFact(
    {
      id: 'backup.strategy',
      title: 'Backup policies ask for enough',
      description:
        'The policy of every data set asks for backups as often, kept as long and in the class of place as the backup strategy asks of its class of data. A policy may ask for less; whether it is kept is another fact.',
      kinds: datasetKinds,
    },
    {
      check: (dataset, { settings }) => strategyCheck(dataset, settings),
      evidence: dataset => dataset.evidence,
    },
  ),
  datasetCheckFact(
    {
      id: 'backup.fresh',
      title: 'Backups are fresh',
      description:
        'Every data set has a good backup whose recovery point is younger than its schedule plus grace. A job that never ran is not fresh.',
      kinds: datasetKinds,
    },
    {
      check: (dataset, { settings }, now) =>
        checkOf('freshness', dataset, settings, now),
      evidence: dataset => dataset.evidence,
      provenAt: newestBackup,
    },
  ),
  datasetCheckFact(
    {
      id: 'backup.retention',
      title: 'Backups are kept long enough',
      description:
        'Every data set can be restored to points as old as its retention, or its whole age while it is younger, with no gap longer than its schedule allows outside approved maintenance.',
      kinds: [...datasetKinds, 'maintenance-window'],
    },
    {
      check: (dataset, { settings }, now) =>
        checkOf('retention', dataset, settings, now),
      evidence: dataset => dataset.evidence,
      provenAt: newestBackup,
    },
  ),
  datasetCheckFact(
    {
      id: 'backup.location',
      title: 'Backups lie where they should',
      description:
        'Every data set has a fresh copy in the class of place that its policy asks for, and something has verified that it lies there. A place that is merely declared is not known.',
      kinds: datasetKinds,
    },
    {
      check: (dataset, { settings }, now) =>
        checkOf('location', dataset, settings, now),
      evidence: dataset => dataset.evidence,
      provenAt: newestBackup,
    },
  ),
  datasetCheckFact(
    {
      id: 'backup.rpoKept',
      title: 'Recovery point objectives are kept',
      description:
        'At no moment of the window, nor now, was more data at risk than the recovery point objective allows: the longest time from a recovery point until the next backup was available.',
      kinds: datasetKinds,
      defaultWindow: BACKUP_WINDOW,
    },
    {
      check: (dataset, _subject, now, span) => rpoKept(dataset, span, now),
      evidence: dataset => dataset.evidence,
      provenAt: newestBackup,
      none: 'no backup policy names a recovery point objective (rpo)',
    },
  ),
];
