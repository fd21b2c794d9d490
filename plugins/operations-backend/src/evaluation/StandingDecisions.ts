import {
  EntityProfile,
  Millis,
  SignoffDecision,
  Waiver,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** What people decided about one entity. @internal */
export interface StandingDecisions {
  /** Of all scorecards, in any order. */
  decisions: SignoffDecision[];
  waivers: Waiver[];
}

/** Reads decisions and waivers for evaluation, many entities at once. @internal */
export interface DecisionReader {
  /**
   * What stood at an instant: later decisions, revocations and denials are left out.
   *
   * @returns by reference; entities about which nobody decided are absent
   */
  standing(
    db: Knex,
    entities: readonly { entityRef: string; uid: string }[],
    at: Millis,
  ): Promise<Map<string, StandingDecisions>>;
}

/** Tells from our own copy of the catalog who holds a role; good enough to show, never to decide. @internal */
export interface RoleReader {
  /**
   * For each entity, whether the given people hold the given roles.
   *
   * @returns by reference, person and role; what can't be told is absent
   */
  holds(
    db: Knex,
    questions: readonly {
      entity: EntityProfile;
      pairs: readonly { person: string; role: string }[];
    }[],
  ): Promise<Map<string, Record<string, Record<string, boolean>>>>;
}
