import { Millis, toIso, toMillis } from '../time';
import { firstProblem, Problem } from '../zodProblem';
import { EvidenceInput } from './Evidence';
import { evidenceEnvelope } from './envelope';
import { EvidenceKind, evidenceKinds, EvidencePayload } from './kinds';
import { assertSafeValue } from './safeValue';
import { UnsafeValueError } from './unsafe';

const minute = 60_000;
const day = 24 * 60 * minute;

/** How far ahead of our clock a sender's may be. */
const clockTolerance = 5 * minute;

/** The longest that a person's word holds. */
const longestAttestation = 180 * day;

/** A record that may be stored, or the field that is wrong and why. @public */
export type ParsedEvidence =
  | { ok: true; input: EvidenceInput }
  | { ok: false; field: string; message: string };

function unsafeIn(value: unknown): Problem | undefined {
  try {
    assertSafeValue(value);
    return undefined;
  } catch (error) {
    if (!(error instanceof UnsafeValueError)) throw error;
    return { field: error.field, message: error.problem };
  }
}

function timeProblem(input: EvidenceInput, now: Millis): Problem | undefined {
  const observedAt = toMillis(input.observedAt);
  if (observedAt > now + clockTolerance) {
    return {
      field: 'observedAt',
      message: 'is more than 5 minutes in the future',
    };
  }
  if (input.kind !== 'attestation') return undefined;
  const { validUntil } = input.payload as EvidencePayload<'attestation'>;
  const validFor = toMillis(validUntil) - observedAt;
  if (validFor > 0 && validFor <= longestAttestation) return undefined;
  return {
    field: 'payload.validUntil',
    message: 'must be after observedAt and at most 180 days after it',
  };
}

function isEvidenceKind(kind: string): kind is EvidenceKind {
  return Object.hasOwn(evidenceKinds, kind);
}

/**
 * Checks what a sender says and brings it into its one spelling.
 *
 * @param value - a JSON value, for example one item of a batch
 * @param options - `now`: the clock that `observedAt` is held against
 * @remarks The entity reference becomes full and lower case, `observedAt` UTC with milliseconds; the payload stays as it was sent.
 * @public
 */
export function parseEvidenceInput(
  value: unknown,
  options: { now: Millis },
): ParsedEvidence {
  const refused = (problem: Problem): ParsedEvidence => ({
    ok: false,
    ...problem,
  });
  const unsafe = unsafeIn(value);
  if (unsafe) return refused(unsafe);
  const envelope = evidenceEnvelope.safeParse(value);
  if (!envelope.success) return refused(firstProblem(envelope.error));
  const { kind, ...rest } = envelope.data;
  if (!isEvidenceKind(kind)) {
    return refused({ field: 'kind', message: 'is not a known kind' });
  }
  const payload = evidenceKinds[kind].safeParse(rest.payload);
  if (!payload.success) return refused(firstProblem(payload.error, 'payload'));
  const input: EvidenceInput = {
    ...rest,
    kind,
    observedAt: toIso(toMillis(rest.observedAt)),
    payload: payload.data,
  };
  const untimely = timeProblem(input, options.now);
  return untimely ? refused(untimely) : { ok: true, input };
}
