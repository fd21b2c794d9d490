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

/** How a rule asks for a fact. @public */
export type AskedFact = Pick<Rule, 'fact' | 'of' | 'window'>;

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

/** Tells the questions of one evaluation apart. @public */
export function factKey({ fact, window = '', of = '' }: AskedFact): string {
  return `${fact} ${window} ${of}`;
}

const keys = new WeakMap<AskedFact, string>();

/** Rules never change and are held against every entity, so their keys are made once. */
function keyOf(asked: AskedFact): string {
  let key = keys.get(asked);
  if (key === undefined) {
    key = factKey(asked);
    keys.set(asked, key);
  }
  return key;
}

/** What {@link FactReader.create} takes. @public */
export interface FactReaderOptions {
  now: Millis;
  findFact: (id: string) => FactDefinition | undefined;
  /**
   * What is known of a fact without computing it, by {@link factKey}; as of `now`.
   *
   * @throws where the fact would have to be computed and the subject lacks the evidence for it
   */
  recall?: (subject: FactSubject, key: string) => ReadFact | undefined;
}

/** Facts of one evaluation, each computed once however many rules and scorecards ask for it. @public */
export class FactReader {
  static create(options: FactReaderOptions): FactReader {
    return new FactReader(options.now, options.findFact, options.recall);
  }

  private readonly results = new WeakMap<FactSubject, Map<string, ReadFact>>();

  private constructor(
    readonly now: Millis,
    readonly findFact: (id: string) => FactDefinition | undefined,
    private readonly recall: FactReaderOptions['recall'],
  ) {}

  /** Everything that was read of a subject, by {@link factKey}. */
  readOf(subject: FactSubject): ReadonlyMap<string, ReadFact> {
    return this.results.get(subject) ?? new Map();
  }

  /** What is known of a rule's fact; a fact that can't be computed is unknown, never an error of the whole evaluation. */
  read(subject: FactSubject, rule: AskedFact): ReadFact {
    let known = this.results.get(subject);
    if (!known) {
      known = new Map();
      this.results.set(subject, known);
    }
    const key = keyOf(rule);
    let result = known.get(key);
    if (!result) {
      result =
        this.recall?.(subject, key) ?? readFact(this.compute(subject, rule));
      known.set(key, result);
    }
    return result;
  }

  /**
   * The fact that a rule is held against: its substitute where nothing reports the first and the substitute is known.
   *
   * @remarks A scan that failed or grew old is a report: the count of a build must not stand in for what it no longer says.
   * @returns with the time until which the choice between the two holds
   */
  readFor(subject: FactSubject, rule: Rule): ReadFact {
    const first = this.read(subject, rule);
    const { value, evidence } = first.result;
    if (rule.orElse === undefined) return first;
    if (value !== null || evidence.length > 0) return first;
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

  private compute(subject: FactSubject, rule: AskedFact): FactResult {
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
