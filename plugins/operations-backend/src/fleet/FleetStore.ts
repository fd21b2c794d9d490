import {
  FleetGroup,
  FleetGrouping,
  FleetRow,
  FleetSummary,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { CallerView } from '../access/EntityAccess';
import { HistoryPage } from '../evaluation/HistoryPage';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import { FleetFilter } from './FleetFilter';
import { FleetSort } from './FleetSort';

/** Which results a caller asks for. @internal */
export interface FleetQuery {
  scorecard: ActiveScorecard;
  filter: FleetFilter;
  view: Pick<CallerView, 'filter'> &
    Partial<Pick<CallerView, 'seesEverything'>>;
}

/** Where a page starts: after the row with this sort value and reference. @internal */
export type FleetPosition = [value: string | number, entityRef: string];

/** The history of one entity and its group. @internal */
export interface GroupedHistory {
  key: string | null;
  /** Oldest first, beginning with the one from which the state at the start follows. */
  pages: HistoryPage[];
}

/** One page and where the next one starts. @internal */
export interface FleetRows {
  items: FleetRow[];
  next?: FleetPosition;
}

/**
 * Reads stored results of all entities at once.
 *
 * @remarks
 * Conditions of the caller are part of every query, before limit and count. Entities that a scorecard is not about are left
 * out unless the filter asks for the gate `not-applicable`.
 * @internal
 */
export interface FleetStore {
  rows(
    db: Knex,
    query: FleetQuery,
    page: { sort: FleetSort; limit: number; after?: FleetPosition },
  ): Promise<FleetRows>;

  count(db: Knex, query: FleetQuery): Promise<number>;

  /** Counts by group, in the order of the groups' names. */
  groups(
    db: Knex,
    query: FleetQuery,
    groupBy: FleetGrouping,
  ): Promise<FleetGroup[]>;

  /** Entities by verdict, per criterion of the version in force. */
  criteria(db: Knex, query: FleetQuery): Promise<FleetSummary['criteria']>;

  /** Histories of a period with the group of each, some hundred entities at a time. */
  histories(
    db: Knex,
    query: FleetQuery,
    period: { from: Millis; to: Millis },
    groupBy: FleetGrouping | undefined,
  ): AsyncIterable<GroupedHistory[]>;
}
