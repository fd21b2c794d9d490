import {
  Millis,
  Scorecard,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { RulesEditor } from './RulesEditor';

/** One immutable version of a scorecard. @internal */
export interface ScorecardVersion {
  /** Name of the scorecard. */
  id: string;
  /** Digest of the canonical scorecard; decisions and results name it. */
  digest: string;
  /** Short name of the version, unique over all scorecards; history refers to it. */
  number: number;
  scorecard: Scorecard;
  /** Where it was first read from. */
  loadedBy: string;
  loadedAt: Millis;
}

/** A version while it is in force. @internal */
export interface ActiveScorecard extends ScorecardVersion {
  validFrom: Millis;
  /** Who changed it last. */
  editor: RulesEditor;
}

/** A version about to be put in force. @internal */
export interface NewScorecardVersion {
  id: string;
  digest: string;
  scorecard: Scorecard;
  loadedBy: string;
}

/**
 * Keeps every version of every scorecard and the instants from which each was in force.
 *
 * @remarks Nothing is updated or deleted: returning to earlier rules is one more activation of the same version.
 * @internal
 */
export interface ScorecardStore {
  /** Puts a version in force; false when it already is. */
  activate(
    trx: Knex.Transaction,
    version: NewScorecardVersion,
    at: Millis,
  ): Promise<boolean>;

  /** Takes a scorecard out of force; false when it already is. */
  withdraw(
    trx: Knex.Transaction,
    id: string,
    loadedBy: string,
    at: Millis,
  ): Promise<boolean>;

  /** Versions in force at an instant, ordered by name. */
  activeAt(db: Knex, at: Millis): Promise<ActiveScorecard[]>;

  /** One version, in force or not. */
  version(
    db: Knex,
    id: string,
    digest: string,
  ): Promise<ScorecardVersion | undefined>;

  /** Versions by their short names. */
  numbered(
    db: Knex,
    numbers: readonly number[],
  ): Promise<Map<number, ScorecardVersion>>;

  /** Grows with every activation; a cheap way to notice that another replica changed the rules. */
  revision(db: Knex): Promise<number>;
}
