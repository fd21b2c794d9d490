import { EvidencePayload } from '../../evidence/kinds';
import { DataType, LocationClass } from './BackupPolicy';

/** One row of the backup strategy. @public */
export type BackupStrategyRow = Pick<
  EvidencePayload<'backup-policy'>,
  'schedule' | 'grace' | 'rpo' | 'rto' | 'restoreTest'
> & { retention: string | number; location: LocationClass };

/**
 * How each class of data is backed up where nobody says otherwise.
 *
 * @remarks The table "Backup Strategy" of the Phase 08 document.
 * @public
 */
export const backupStrategy: Record<DataType, BackupStrategyRow> = {
  database: { schedule: 'PT1H', retention: 'P90D', location: 'off-site' },
  application: { schedule: 'P1D', retention: 'P30D', location: 'off-site' },
  logs: { schedule: 'P1D', retention: 'P1Y', location: 'off-site' },
  configs: { schedule: 'per-change', retention: 'P1Y', location: 'git' },
  'user-data': {
    schedule: 'continuous',
    retention: 'P7Y',
    location: 'off-site',
  },
};

/** Selector under which every data set is judged by the weekly schedule of the Phase 07 document. @public */
export const weekly = 'weekly';
