import { toIso, Millis } from '../time';
import { Evidence } from '../evidence/Evidence';
import { evidenceRefs } from './evidenceRef';
import { FactDefinition, FactQuery, FactResult, FactValue } from './Fact';

/** What a fact knows beside its value; instants in milliseconds. @internal */
export interface FactParts {
  n?: number;
  /** The look-back that was used, ISO 8601. */
  window?: string;
  /** First instant at which the answer changes with no new evidence. */
  validUntil?: Millis;
  /** Instant of the oldest proof that the value rests on. */
  provenAt?: Millis;
  /** The value is an elapsed time that still runs, see {@link FactResult.grows}. */
  grows?: boolean;
  /** Nothing was there to measure, see {@link FactResult.vacuous}. */
  vacuous?: boolean;
  reason?: string;
  details?: Record<string, unknown>;
  /** The records behind the figure. */
  evidence?: readonly Evidence[];
}

type Asked = Pick<FactDefinition, 'id' | 'unit'>;

function build(
  fact: Asked,
  query: FactQuery,
  value: FactValue | null,
  parts: FactParts,
): FactResult {
  const { n, window, validUntil, provenAt, reason, details } = parts;
  // One shape for all of them: thousands are made per second, and objects that grow property by property cost the most.
  return {
    fact: fact.id,
    of: query.of,
    value,
    unit: fact.unit,
    n,
    window,
    asOf: toIso(query.now),
    validUntil: validUntil === undefined ? undefined : toIso(validUntil),
    provenAt: provenAt === undefined ? undefined : toIso(provenAt),
    grows: parts.grows ? true : undefined,
    reason,
    vacuous: parts.vacuous ? true : undefined,
    details,
    evidence: evidenceRefs(parts.evidence ?? []),
  };
}

/**
 * A fact that has a value.
 *
 * @throws TypeError when the number is not finite: an impossible figure must be reported as unknown, not shown.
 * @internal
 */
export function known(
  fact: Asked,
  query: FactQuery,
  value: FactValue,
  parts: Omit<FactParts, 'vacuous'> = {},
): FactResult {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TypeError(`${fact.id} has no finite value`);
  }
  return build(fact, query, value, parts);
}

/** A fact that nothing supplies; `reason` says so in words and what would supply it. @internal */
export function unknown(
  fact: Asked,
  query: FactQuery,
  reason: string,
  parts: Omit<FactParts, 'reason' | 'grows'> = {},
): FactResult {
  return build(fact, query, null, { ...parts, reason });
}
