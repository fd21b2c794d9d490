import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { EvaluationBasis } from './EvaluationBasis';

/** A basis about to be kept. @internal */
export interface NewBasis {
  entityRef: string;
  validFrom: Millis;
  /** Digest of the canonical basis. */
  digest: string;
  /** Canonical JSON of the basis. */
  body: string;
}

/** Remembers what past verdicts rested on beside the ledger; written on change only. @internal */
export interface InputStore {
  record(trx: Knex.Transaction, bases: readonly NewBasis[]): Promise<void>;

  /** The basis of each entity at an instant; entities that were not evaluated by then are absent. */
  at(
    db: Knex,
    entityRefs: readonly string[],
    at: Millis,
  ): Promise<Map<string, EvaluationBasis>>;
}
