import { Format } from '../Format';
import { awsBackup } from './awsBackup';
import { barman } from './barman';
import { borg } from './borg';
import { healthchecks } from './healthchecks';
import { pgbackrest } from './pgbackrest';
import { pgbackrestVerify } from './pgbackrestVerify';
import { prometheusBackup } from './prometheusBackup';
import { restic } from './restic';
import { velero } from './velero';
import { walg } from './walg';

/** Formats of backup and restore tools. */
export const backupFormats: readonly Format[] = [
  velero,
  pgbackrest,
  pgbackrestVerify,
  restic,
  barman,
  walg,
  borg,
  healthchecks,
  awsBackup,
  prometheusBackup,
];
