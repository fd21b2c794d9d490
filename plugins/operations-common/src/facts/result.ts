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
  // Assigned one by one: thousands are made per second, and spreading empty objects is most of the work.
  const result: Partial<FactResult> = { fact: fact.id };
  if (query.of !== undefined) result.of = query.of;
  result.value = value;
  result.unit = fact.unit;
  if (n !== undefined) result.n = n;
  if (window !== undefined) result.window = window;
  result.asOf = toIso(query.now);
  if (validUntil !== undefined) result.validUntil = toIso(validUntil);
  if (provenAt !== undefined) result.provenAt = toIso(provenAt);
  if (parts.grows) result.grows = true;
  if (reason !== undefined) result.reason = reason;
  if (parts.vacuous) result.vacuous = true;
  if (details !== undefined) result.details = details;
  result.evidence = evidenceRefs(parts.evidence ?? []);
  return result as FactResult;
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
