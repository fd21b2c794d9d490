import { GateState } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { CallerView } from '../access/EntityAccess';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import { ReviewSlot } from './reviewSlots';

/** One result in which something may wait for the person who asks. @internal */
export interface ReviewRow {
  entityRef: string;
  title: string;
  owner?: string;
  gate: GateState;
  /** One letter per criterion. */
  verdicts: string;
  /** One letter per slot. */
  slots: string;
  changedAt: number;
}

/** A slot that a person may sign, everywhere or for what some owners own. @internal */
export interface WantedSlot {
  slot: ReviewSlot;
  /** Absent: whoever owns the entity. */
  owners?: readonly string[];
}

/** Narrows the inbox. @internal */
export interface ReviewFilter {
  scorecard: ActiveScorecard;
  /** Slots of the person's roles. */
  wanted: readonly WantedSlot[];
  /** Entities on which the person has signed, whose stale signatures are shown in any case. */
  signed: readonly string[];
  entityRef?: string;
  owner?: string;
  view: Pick<CallerView, 'filter'>;
}

/** Finds in stored results what waits for somebody. @internal */
export interface ReviewStore {
  rows(db: Knex, filter: ReviewFilter): Promise<ReviewRow[]>;
}
