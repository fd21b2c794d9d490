import { Evidence } from '../../evidence/Evidence';
import { dataTypes, proofLevels } from '../../evidence/kinds';
import { Millis } from '../../time';

/** Class of data that the backup strategy tells apart. @public */
export type DataType = (typeof dataTypes)[number];

/** Step of the restore proof ladder. @public */
export type ProofLevel = (typeof proofLevels)[number];

/** Class of place in which a copy lies. @public */
export type LocationClass = 'off-site' | 'local' | 'git';

/** When backups are expected. @internal */
export type Schedule =
  | { kind: 'interval'; every: Millis }
  | { kind: 'cron'; cron: string; timeZone: string }
  /** All the time; a recovery point may be as old as the grace. */
  | { kind: 'continuous' }
  /** After each change; old backups stay good while nothing changes. */
  | { kind: 'per-change' };

/** A length of time with the words it was given in. @internal */
export interface Length {
  text: string;
  millis: Millis;
}

/** What should be backed up, with every default filled in. @internal */
export interface BackupPolicy {
  dataset: string;
  dataType: DataType;
  schedule: Schedule;
  /** The schedule as people read it. */
  scheduleText: string;
  /** How late a run may be. */
  grace: Millis;
  retention: Length;
  location: LocationClass;
  rpo?: Length;
  rto?: Length;
  restoreTest: { every: Length; minLevel: ProofLevel };
  from: 'evidence' | 'annotation' | 'config' | 'default';
  /** Why the policy can't be trusted as it is written; nothing passes under it. */
  problem?: string;
  record?: Evidence<'backup-policy'>;
}
