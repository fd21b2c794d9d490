import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** A change of the rules in force. @internal */
export interface ScorecardChange {
  scorecard: string;
  /** Absent when the scorecard was withdrawn. */
  digest?: string;
  loadedBy: string;
  at: Millis;
}

/** Is told of changed rules inside the transaction that puts them in force. @internal */
export interface ScorecardListener {
  onScorecard(trx: Knex.Transaction, change: ScorecardChange): Promise<void>;
}
