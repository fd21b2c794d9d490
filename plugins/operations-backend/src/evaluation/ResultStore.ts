import {
  GateState,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** Catalog fields that are kept on a result, for lists. @internal */
export interface ResultEntity {
  title: string;
  kind: string;
  type?: string;
  owner?: string;
  system?: string;
  domain?: string;
  lifecycle?: string;
  tier?: string;
}

/** One stored result with the columns that lists read. @internal */
export interface StoredResult {
  entityRef: string;
  scorecard: string;
  entityUid: string;
  policyDigest: string;
  /** Short name of the scorecard version. */
  version: number;
  evaluatedAt: Millis;
  validUntil?: Millis;
  applicable: boolean;
  gate: GateState;
  approvedAt?: Millis;
  counts: {
    pass: number;
    waived: number;
    'not-applicable': number;
    stale: number;
    unknown: number;
    fail: number;
  };
  /** One letter per criterion, see `codes.ts`. */
  verdicts: string;
  /** One letter per sign-off slot, see `codes.ts`; the criteria's in their order, then the exit's. */
  slots: string;
  /** Last change of a verdict, a slot or the gate. */
  changedAt: Millis;
  oldestProofAt?: Millis;
  entity: ResultEntity;
  /** True when the body names other entities. */
  namesOthers: boolean;
  /** JSON of the whole result; absent until somebody reads it, since most results change again before anybody does. */
  body?: string;
  /** JSON of the gate on its own; made together with the body. */
  gateAnswer?: string;
}

/** What the next evaluation compares with. @internal */
export type PreviousResult = Pick<
  StoredResult,
  | 'entityRef'
  | 'scorecard'
  | 'entityUid'
  | 'version'
  | 'evaluatedAt'
  | 'gate'
  | 'approvedAt'
  | 'verdicts'
  | 'slots'
  | 'changedAt'
>;

/** Until when something stored holds, and under which rules. @internal */
export interface Holding {
  policyDigest: string;
  /** From this instant on it must not be served; 0 while the newest evaluation has failed. */
  dueAt: Millis;
}

/** A stored body and whether it still holds. @internal */
export interface StoredBody extends Holding {
  /** JSON of the whole result, packed; absent until an evaluation makes it. */
  packed?: Uint8Array;
  namesOthers: boolean;
}

/** The current result of every entity and scorecard. @internal */
export interface ResultStore {
  /** The body of one result, by primary key. */
  body(
    db: Knex,
    entityRef: string,
    scorecard: string,
  ): Promise<StoredBody | undefined>;

  /** The gate of one result, by primary key; its answer is absent until an evaluation makes it. */
  gate(
    db: Knex,
    entityRef: string,
    scorecard: string,
  ): Promise<(Holding & { answer?: string }) | undefined>;

  /** Bodies of all results of these entities, by reference, in the order of scorecards; those not made yet are left out. */
  bodies(
    db: Knex,
    entityRefs: readonly string[],
  ): Promise<Map<string, string[]>>;

  /** Those of the entities that have a result without a body. */
  withoutBody(db: Knex, entityRefs: readonly string[]): Promise<Set<string>>;

  /** What was stored last for these entities, without bodies. */
  previous(db: Knex, entityRefs: readonly string[]): Promise<PreviousResult[]>;

  /**
   * Writes results.
   *
   * @param outdated - entities of which all results under other scorecards are deleted
   */
  replace(
    trx: Knex.Transaction,
    outdated: readonly string[],
    results: readonly StoredResult[],
  ): Promise<void>;

  remove(trx: Knex.Transaction, entityRefs: readonly string[]): Promise<void>;
}
