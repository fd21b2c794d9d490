import {
  EntityProfile,
  RelatedScope,
} from '@backstage-operations/plugin-operations-common';

/**
 * Everything beside evidence, decisions and rules that verdicts of an entity rest on.
 *
 * @remarks Kept whenever it changes, so that a past verdict can be computed again as it was.
 * @internal
 */
export interface EvaluationBasis {
  entity: EntityProfile;
  /** References of the entities that rules read, by scope. */
  related: Partial<Record<RelatedScope, string[]>>;
  /** Who held which role for the entity, by person and role; pairs that could not be told are absent. */
  holds: Record<string, Record<string, boolean>>;
}
