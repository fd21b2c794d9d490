import { FilterPredicate } from '@backstage/filter-predicates';
import { FactValue } from '../facts/Fact';

/** Comparison of a fact's value with the rule's. @public */
export type RuleOperator = '>=' | '>' | '<=' | '<' | '==' | '!=';

/** Whose facts a rule reads; the worst of several counts. @public */
export type RuleScope = 'self' | 'dependsOn' | 'parts' | 'owned';

/** One rule: data, never code. @public */
export interface Rule {
  fact: string;
  /** Selector of the fact, for example the document's type. */
  of?: string;
  /** Fact of the same unit that is read where nothing reports the first. */
  orElse?: string;
  window?: string;
  op: RuleOperator;
  value: FactValue;
  /** The proof must not be older than this, else the criterion is stale. */
  maxAge?: string;
  over?: RuleScope;
  /** With `over`: only those of the other entities that match, for example databases. */
  among?: FilterPredicate;
  /** The rule only applies to entities that match. */
  when?: FilterPredicate;
  /** Name of an entry in the scorecard's targets that overrides `value` by tier. */
  target?: string;
}

/** The verb of the document's "who approves" lists. @public */
export type SignoffVerb =
  | 'owns'
  | 'validates'
  | 'approves'
  | 'reviews'
  | 'drives'
  | 'executes'
  | 'prioritises';

/** One role that has to decide. @public */
export interface SignoffSlot {
  id: string;
  verb: SignoffVerb;
  role: string;
  /** Slots that must be current first; `'*'` means all others. */
  after?: string[];
}

/** One row of a scorecard. @public */
export interface Criterion {
  id: string;
  title: string;
  description?: string;
  /** Step of the phase it belongs to. */
  step?: string;
  /** Which table of the document it comes from. */
  section?:
    | 'acceptance'
    | 'exit-criterion'
    | 'quality-gate'
    | 'expected-output'
    | 'metric'
    | 'approval'
    | string;
  /** False: shown and counted, but does not block the gate. Default true. */
  required?: boolean;
  /** ISO date from which it is enforced; before that it is announced only. */
  enableOn?: string;
  appliesTo?: FilterPredicate;
  /** May be empty only where a sign-off stands. */
  rules: Rule[];
  signoffs?: SignoffSlot[];
  /** Role that decides waivers; the scorecard's owner by default. */
  waiverRole?: string;
  remediation?: { text: string; link?: string };
}

/** Who may not decide on what. @public */
export interface Separation {
  notRequester: boolean;
  notEvidenceSubmitter: boolean;
  notPolicyEditor: boolean;
  onePersonOneSlot: boolean;
}

/** A scorecard as its file says it, with defaults filled in. @public */
export interface Scorecard {
  apiVersion: 'backstage-operations.io/v1';
  kind: 'Scorecard';
  metadata: {
    name: string;
    title: string;
    description?: string;
    /** User reference of whoever changed the rules last; that person may not decide under them. */
    lastEditedBy?: string;
  };
  spec: {
    phase?: number;
    /** Role that owns the scorecard. */
    owner: string;
    appliesTo?: FilterPredicate;
    /** Fact or target name → tier → value. */
    targets?: Record<string, Record<string, FactValue>>;
    steps?: { id: string; title: string; lead?: string }[];
    criteria: Criterion[];
    exit: { ttl: string; signoffs: SignoffSlot[]; separation: Separation };
  };
}
