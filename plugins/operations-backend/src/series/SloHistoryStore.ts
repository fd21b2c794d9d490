import {
  Evidence,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** What the ledger holds of an SLO over time. @internal */
export interface SloHistoryStore {
  /**
   * The last record of each day (UTC) and source, oldest first.
   *
   * @param period - half-open, over the instant of the observation
   */
  daily(
    db: Knex,
    key: { entityRef: string; slo: string },
    period: { from: Millis; to: Millis },
  ): Promise<Evidence<'slo'>[]>;
}
