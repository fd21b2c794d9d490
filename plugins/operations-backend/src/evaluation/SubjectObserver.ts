import {
  FactSubject,
  Millis,
  ScorecardResult,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** One entity as it was just judged. @internal */
export interface EvaluatedSubject {
  subject: FactSubject;
  /** Of all scorecards. */
  results: readonly ScorecardResult[];
  at: Millis;
}

/** Keeps something of every evaluation, whether results changed or not, in the transaction that stores them. @internal */
export interface SubjectObserver {
  onEvaluated(
    trx: Knex.Transaction,
    evaluated: readonly EvaluatedSubject[],
  ): Promise<void>;

  onVanished(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
  ): Promise<void>;
}
