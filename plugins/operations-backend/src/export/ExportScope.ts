import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** What of the portal somebody may take away. @internal */
export interface ExportSight {
  /** Narrows to entities that the caller may see; absent where nothing is hidden, so that deleted ones need not be either. */
  narrow?: (query: Knex.QueryBuilder, column: string) => Promise<void>;
  /** Whether entries of the log about no entity are included. */
  general: boolean;
}

/**
 * What one pack is about; with the same checkpoint it always selects the same.
 *
 * @remarks
 * The checkpoint bounds everything: decisions by their numbers in the log, all else by the instant of its signature. A record
 * that was being written at that very instant may be in a later pack under the same checkpoint and not in an earlier one.
 * @internal
 */
export interface ExportScope {
  /** Half-open. */
  period: { from: Millis; to: Millis };
  /** The instant at which the checkpoint was signed. */
  cut: Millis;
  /** The last instant that the pack tells of: that of the period, or the cut where that is earlier. */
  end: Millis;
  /** Entries under the checkpoint. */
  size: number;
  /** Full references; all where absent. */
  entities?: readonly string[];
  /** Ids; all where absent. */
  scorecards?: readonly string[];
  /** `controlled` leaves out what people wrote and what records say in detail. */
  view: 'full' | 'controlled';
  sight: ExportSight;
}
