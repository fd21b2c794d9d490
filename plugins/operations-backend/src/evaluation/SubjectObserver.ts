import {
  EvidenceKind,
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

/**
 * Keeps something of every evaluation, whether results changed or not, in the transaction that stores them.
 *
 * @remarks An evaluation that read none of its kinds of evidence again and changed no result may pass it over, for a day at most.
 * @internal
 */
export interface SubjectObserver {
  /** Kinds of evidence that it looks at; subjects may come without others. */
  readonly kinds: readonly EvidenceKind[];

  onEvaluated(
    trx: Knex.Transaction,
    evaluated: readonly EvaluatedSubject[],
  ): Promise<void>;

  onVanished(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
  ): Promise<void>;
}
