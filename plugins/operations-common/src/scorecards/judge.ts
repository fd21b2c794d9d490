import { FactDefinition, FactResult } from '../facts/Fact';
import { formatFactValue } from '../facts/round';
import { earliestAfter } from '../facts/select';
import { durationMillis, Millis, toMillis } from '../time';
import { durationWords } from './durationWords';
import { ReadFact } from './FactReader';
import { comparable, holds } from './ruleValue';
import { Rule } from './Scorecard';
import { comparisonWords } from './sentence';
import { RuleVerdict } from './worst';

/** What a rule makes of one fact of one entity. @internal */
export interface Judgement {
  verdict: RuleVerdict;
  reason?: string;
  /** First instant at which the verdict may change with no new evidence. */
  validUntil?: Millis;
}

/** A bound that the true value is known to exceed, where the value itself is not known. */
function lowerBoundOf(fact: FactResult): number | undefined {
  const bound = fact.details?.lowerBound;
  return typeof bound === 'number' && Number.isFinite(bound)
    ? bound
    : undefined;
}

function judgeUnknown(fact: FactResult, rule: Rule): Judgement {
  const bound = lowerBoundOf(fact);
  const target = comparable(rule.value, fact.unit);
  const exceeds = rule.op === '>' || rule.op === '>=';
  if (exceeds && bound !== undefined && target !== undefined) {
    if (bound >= target) return { verdict: 'pass', reason: fact.reason };
  }
  return {
    verdict: fact.vacuous ? 'not-applicable' : 'unknown',
    reason: fact.reason ?? 'nothing supplies this figure',
  };
}

function missReason(
  fact: FactResult,
  rule: Rule,
  definition: FactDefinition | undefined,
): string {
  const { value, unit } = fact;
  const shown = formatFactValue(value, unit, definition?.better);
  const target = comparisonWords(rule, unit);
  const because = fact.reason ? `; ${fact.reason}` : '';
  return `is ${shown}, must be ${target}${because}`;
}

function judgeKnown(
  fact: FactResult,
  rule: Rule,
  definition: FactDefinition | undefined,
): Judgement {
  const actual =
    fact.value === null ? undefined : comparable(fact.value, fact.unit);
  const target = comparable(rule.value, fact.unit);
  if (actual === undefined || target === undefined) {
    return {
      verdict: 'unknown',
      reason: `the fact's value can't be compared with ${rule.value}`,
    };
  }
  if (holds(actual, rule.op, target))
    return { verdict: 'pass', reason: fact.reason };
  return { verdict: 'fail', reason: missReason(fact, rule, definition) };
}

function withAge(
  judgement: Judgement,
  provenAt: Millis | undefined,
  maxAge: string,
  now: Millis,
): Judgement {
  if (judgement.verdict !== 'pass') return judgement;
  const allowed = durationWords(maxAge);
  if (provenAt === undefined) {
    const reason = `nothing says when it was proven, and it must be within ${allowed}`;
    return { ...judgement, verdict: 'stale', reason };
  }
  const staleFrom = provenAt + durationMillis(maxAge) + 1;
  if (now < staleFrom) return { ...judgement, validUntil: staleFrom };
  return {
    ...judgement,
    verdict: 'stale',
    reason: `was proven more than ${allowed} ago`,
  };
}

/** Whole milliseconds where the arithmetic of seconds missed them by a hair. */
const snapped = (instant: number): number => {
  const whole = Math.round(instant);
  return Math.abs(instant - whole) < 1e-3 ? whole : instant;
};

/**
 * When a value that grows by itself changes the answer.
 *
 * @remarks `<` and `>=` change when the target is reached, `<=` and `>` when it is passed, `==` and `!=` at both.
 */
function crossing(
  fact: FactResult,
  rule: Rule,
  now: Millis,
): Millis | undefined {
  const target = comparable(rule.value, fact.unit);
  if (!fact.grows || typeof fact.value !== 'number' || target === undefined) {
    return undefined;
  }
  const meets = snapped(toMillis(fact.asOf) + (target - fact.value) * 1000);
  const reached = Math.ceil(meets);
  const passed = Math.floor(meets) + 1;
  const changes: Record<Rule['op'], Millis[]> = {
    '<': [reached],
    '>=': [reached],
    '<=': [passed],
    '>': [passed],
    '==': [reached, passed],
    '!=': [reached, passed],
  };
  return changes[rule.op].find(at => at > now);
}

/** Holds one fact of one entity against a rule. @internal */
export function judge(
  { result: fact, provenAt }: ReadFact,
  rule: Rule,
  definition: FactDefinition | undefined,
  now: Millis,
): Judgement {
  const judged =
    fact.value === null
      ? judgeUnknown(fact, rule)
      : judgeKnown(fact, rule, definition);
  const aged =
    rule.maxAge === undefined
      ? judged
      : withAge(judged, provenAt, rule.maxAge, now);
  const validUntil = earliestAfter(now, [
    aged.validUntil,
    crossing(fact, rule, now),
    fact.validUntil === undefined ? undefined : toMillis(fact.validUntil),
  ]);
  return { verdict: aged.verdict, reason: aged.reason, validUntil };
}
