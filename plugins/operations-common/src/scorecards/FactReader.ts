import { toError } from '@backstage/errors';
import {
  FactDefinition,
  FactQuery,
  FactResult,
  FactSubject,
} from '../facts/Fact';
import { unknown } from '../facts/result';
import { Millis, toMillis } from '../time';
import { Rule } from './Scorecard';
import { distinctEvidence } from './subjectEvidence';

type Asked = Pick<Rule, 'fact' | 'of' | 'window'>;

/** A fact with one record per distinct statement, and when it was proven. @public */
export interface ReadFact {
  result: FactResult;
  /** Instant of the oldest proof; of the oldest record where the fact itself names none. */
  provenAt?: Millis;
}

function provenAtOf(result: FactResult): Millis | undefined {
  if (result.provenAt !== undefined) return toMillis(result.provenAt);
  let oldest: Millis | undefined;
  for (const { observedAt } of result.evidence) {
    const at = toMillis(observedAt);
    if (oldest === undefined || at < oldest) oldest = at;
  }
  return oldest;
}

function readFact(result: FactResult): ReadFact {
  const provenAt = provenAtOf(result);
  if (result.evidence.length < 2) return { result, provenAt };
  return {
    // An answer names one of 720 equal backup runs, not each.
    result: { ...result, evidence: distinctEvidence(result.evidence) },
    provenAt,
  };
}

/** Facts of one evaluation, each computed once however many rules and scorecards ask for it. @public */
export class FactReader {
  static create(options: {
    now: Millis;
    findFact: (id: string) => FactDefinition | undefined;
  }): FactReader {
    return new FactReader(options.now, options.findFact);
  }

  private readonly results = new WeakMap<FactSubject, Map<string, ReadFact>>();

  private constructor(
    readonly now: Millis,
    readonly findFact: (id: string) => FactDefinition | undefined,
  ) {}

  /** What is known of a rule's fact; a fact that can't be computed is unknown, never an error of the whole evaluation. */
  read(subject: FactSubject, rule: Asked): ReadFact {
    let known = this.results.get(subject);
    if (!known) {
      known = new Map();
      this.results.set(subject, known);
    }
    const key = `${rule.fact} ${rule.window ?? ''} ${rule.of ?? ''}`;
    let result = known.get(key);
    if (!result) {
      result = readFact(this.compute(subject, rule));
      known.set(key, result);
    }
    return result;
  }

  /**
   * The fact that a rule is held against: its substitute where the first is not known and the substitute is.
   *
   * @returns with the time until which the choice between the two holds
   */
  readFor(subject: FactSubject, rule: Rule): ReadFact {
    const first = this.read(subject, rule);
    if (rule.orElse === undefined || first.result.value !== null) return first;
    const second = this.read(subject, { fact: rule.orElse });
    if (second.result.value === null) return first;
    const ends = [first.result.validUntil, second.result.validUntil]
      .filter(at => at !== undefined)
      .sort((a, b) => toMillis(a) - toMillis(b));
    const reason = `taken from ${second.result.fact}, because ${first.result.reason}`;
    return {
      ...second,
      result: {
        ...second.result,
        reason,
        ...(ends.length > 0 ? { validUntil: ends[0] } : {}),
      },
    };
  }

  private compute(subject: FactSubject, rule: Asked): FactResult {
    const query: FactQuery = { now: this.now };
    if (rule.window !== undefined) query.window = rule.window;
    if (rule.of !== undefined) query.of = rule.of;
    const fact = this.findFact(rule.fact);
    if (!fact) {
      const asked = { id: rule.fact, unit: 'score' } as const;
      return unknown(asked, query, `no fact ${rule.fact} is installed here`);
    }
    try {
      return fact.compute(subject, query);
    } catch (error) {
      return unknown(
        fact,
        query,
        `the evidence at hand can't be evaluated: ${toError(error).message}`,
      );
    }
  }
}
