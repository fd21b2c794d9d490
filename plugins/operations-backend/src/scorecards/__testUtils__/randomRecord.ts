import {
  Evidence,
  EvidenceKind,
  EvidencePayload,
  Millis,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import fc from 'fast-check';

export const now: Millis = Date.parse('2026-03-01T12:00:00Z');

/** Milliseconds. */
export const hour = 3_600_000;
/** Milliseconds. */
export const day = 24 * hour;

/** An instant at most so many days back. */
export const ago = (longest: number) =>
  fc.integer({ min: 0, max: longest * day }).map(millis => now - millis);

/** Due dates are near, so that they pass during a test. */
export const near = fc
  .integer({ min: -10 * day, max: 20 * day })
  .map(millis => toIso(now + millis));

/** A record without an identity; whoever puts it into a ledger gives it one. */
export function record<K extends EvidenceKind>(
  kind: K,
  at: Millis,
  payload: EvidencePayload<K>,
): Evidence {
  return {
    id: '',
    entityRef: 'component:default/checkout',
    kind,
    source: 'test',
    observedAt: toIso(at),
    receivedAt: toIso(at),
    digest: '',
    submittedBy: 'service:ci',
    payload,
  };
}
