import { FactSubject } from '../facts/Fact';
import { Millis } from '../time';
import { FactReader } from './FactReader';
import { Gate, SignoffDecision, Waiver } from './Result';
import { RuleScope, Scorecard } from './Scorecard';

/** Scopes that read other entities. @public */
export type RelatedScope = Exclude<RuleScope, 'self'>;

/** Everything that a verdict depends on; nothing else may influence it. @public */
export interface EvaluationInput {
  scorecard: Scorecard;
  /** Content address of the scorecard, see {@link policyDigest}. */
  policyDigest: string;
  subject: FactSubject;
  /** The other entities that rules read; a scope that no rule names may be absent. */
  related?: Partial<Record<RelatedScope, readonly FactSubject[]>>;
  /** Every decision on this entity under this scorecard, in any order. */
  decisions: readonly SignoffDecision[];
  /** Every waiver of this entity under this scorecard, in any order. */
  waivers: readonly Waiver[];
  /**
   * Whether a person holds a role for this entity at present.
   *
   * @returns undefined when that can't be found out now: the decision then keeps counting
   */
  holdsRole: (userRef: string, role: string) => boolean | undefined;
  /** The gate of the last evaluation of the same entity uid, which tells a reopened gate from a new one. */
  previous?: Pick<Gate, 'state' | 'approvedAt'>;
  now: Millis;
  /** Facts read so far at the same instant, to share them between scorecards; a reader of the catalogue by default. */
  facts?: FactReader;
}
