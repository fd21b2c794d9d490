import {
  auditTypes,
  EvidenceInput,
  EvidencePayload,
} from '@backstage-operations/plugin-operations-common';
import { FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { observation } from '../shared/records';
import { clipped } from '../shared/text';

/** An audit as evidence holds it. */
export type AuditPayload = EvidencePayload<'audit'>;

/** A finding of an audit. */
export type AuditFinding = NonNullable<AuditPayload['findings']>[number];

const outcomes: Record<string, AuditPayload['outcome']> = {
  passed: 'passed',
  pass: 'passed',
  ok: 'passed',
  'passed-with-findings': 'passed-with-findings',
  'pass-with-findings': 'passed-with-findings',
  failed: 'failed',
  fail: 'failed',
  'in-progress': 'in-progress',
  scheduled: 'scheduled',
  planned: 'scheduled',
};

/** An audit as evidence; a later report of the same audit is its next revision. */
export function auditRecord(
  context: FormatContext,
  source: string,
  externalId: string,
  payload: AuditPayload,
): EvidenceInput<'audit'> {
  const observedAt = payload.completedAt ?? observation(context);
  return {
    entityRef: context.entityRef,
    kind: 'audit',
    source,
    externalId: clipped(externalId, 253),
    observedAt,
    payload,
  };
}

/** The kind of audit that a text names, or a FormatError that lists them. */
export function auditType(
  format: string,
  text: string | undefined,
): AuditPayload['type'] {
  const name = (text ?? '')
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  const type = auditTypes.find(known => known === name);
  if (!type) {
    throw new FormatError(
      `${format}: ${
        name ? `${name} is no kind of audit` : 'the kind of audit is not said'
      }; known are ${auditTypes.join(', ')}`,
    );
  }
  return type;
}

/** The outcome that a text names; a word that is not known is refused, never taken for success. */
export function auditOutcome(
  format: string,
  text: string,
): AuditPayload['outcome'] {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  const outcome = outcomes[name];
  if (!outcome) {
    throw new FormatError(
      `${format}: outcome "${text.slice(
        0,
        40,
      )}" is not known; known are passed, passed-with-findings, failed, in-progress, scheduled`,
    );
  }
  return outcome;
}
