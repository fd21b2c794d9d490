import { remember } from '../remember';
import { canonicalJson, sha256Text } from './canonical';
import { Evidence, EvidenceRef } from './Evidence';
import { EvidenceKind, EvidencePayload } from './kinds';
import { MaterialProjection, projections } from './projections';

/** What records state repeats day after day and from entity to entity. */
const digestOf = remember(sha256Text);

/** Longer statements are not worth remembering. */
const LONGEST = 1_000;

const references = new WeakMap<Evidence, EvidenceRef>();

function project<K extends EvidenceKind>(
  kind: K,
  payload: EvidencePayload<K>,
  externalId: string | undefined,
): MaterialProjection {
  return projections[kind](payload, externalId);
}

/**
 * Names the thing that a record speaks of, stable over its revisions: `backup-run/restic/orders`.
 *
 * @public
 */
export function evidenceThing(evidence: Evidence): string {
  const { kind, source, payload, externalId } = evidence;
  const { thing } = project(kind, payload, externalId);
  return [kind, source, thing.trim()].filter(Boolean).join('/');
}

/**
 * Digest of the part of a record that a decision rests on.
 *
 * @remarks
 * Two records with the same material digest say the same to somebody who signs: one more good backup of the same data set,
 * the same objective with a different burn rate. An approval therefore outlives them, and goes stale with the first record
 * that says something else. What counts per kind is in `projections.ts`.
 * @public
 */
export function materialDigest(evidence: Evidence): string {
  const { kind, source, payload, externalId } = evidence;
  const { thing, material } = project(kind, payload, externalId);
  const statement = canonicalJson({ kind, source, thing, material });
  return statement.length <= LONGEST
    ? digestOf(statement)
    : sha256Text(statement);
}

/** Instant at which the record itself stops being valid, where its kind has one. */
function ownExpiry(evidence: Evidence): string | undefined {
  const { payload } = evidence;
  if (evidence.kind === 'attestation') {
    const { validUntil, renewed } = payload as EvidencePayload<'attestation'>;
    // An end that moves every day would make every decision on it another one.
    return renewed ? undefined : validUntil;
  }
  if (evidence.kind === 'risk-acceptance' || evidence.kind === 'vex') {
    return (
      (payload as EvidencePayload<'risk-acceptance' | 'vex'>).expiresAt ??
      undefined
    );
  }
  return undefined;
}

/**
 * The reference that facts and decisions keep of a record.
 *
 * @remarks A person who sent it is always named, whatever source they claimed, because nobody signs off their own word.
 * References are remembered per record object, since one record stands behind many facts.
 * @public
 */
export function evidenceRef(evidence: Evidence): EvidenceRef {
  const cached = references.get(evidence);
  if (cached) return cached;
  const validUntil = ownExpiry(evidence);
  const reference: EvidenceRef = {
    id: evidence.id,
    kind: evidence.kind,
    source: evidence.source,
    thing: evidenceThing(evidence),
    observedAt: evidence.observedAt,
    materialDigest: materialDigest(evidence),
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(evidence.submittedBy.startsWith('user:')
      ? { submittedBy: evidence.submittedBy }
      : {}),
  };
  references.set(evidence, reference);
  return reference;
}
