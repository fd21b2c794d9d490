import {
  EntityProfile,
  GateState,
  Millis,
  ScorecardResult,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { ChangeCause } from './codes';
import { PreviousResult } from './ResultStore';

/** One result that differs from the one before it. @internal */
export interface ResultChange {
  entity: EntityProfile;
  result: ScorecardResult;
  /** Absent at the first evaluation of this entity and scorecard. */
  previous?: PreviousResult;
  cause: ChangeCause;
  at: Millis;
}

/** The gate moved from one state to another. @internal */
export interface GateTransition extends ResultChange {
  from?: GateState;
  to: GateState;
}

/** Is told of changed results inside the transaction that stores them. @internal */
export interface EvaluationListener {
  onResults(
    trx: Knex.Transaction,
    changes: readonly ResultChange[],
  ): Promise<void>;
}
