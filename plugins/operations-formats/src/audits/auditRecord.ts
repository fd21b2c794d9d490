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

const outcomes = new Map<string, AuditPayload['outcome']>(
  Object.entries({
    passed: ['passed', 'pass', 'ok', 'success', 'successful', 'compliant'],
    'passed-with-findings': [
      'passed-with-findings',
      'pass-with-findings',
      'passed-with-observations',
      'pass-with-observations',
      'conditional-pass',
      'conditionally-passed',
    ],
    failed: ['failed', 'fail', 'failure', 'not-passed', 'non-compliant'],
    'in-progress': ['in-progress', 'ongoing', 'running', 'started', 'open'],
    scheduled: ['scheduled', 'planned'],
  } as const).flatMap(([outcome, words]) =>
    words.map(word => [word, outcome as AuditPayload['outcome']] as const),
  ),
);

/** Other names of the kinds of audit. */
const kinds = new Map<string, AuditPayload['type']>([
  ['pentest', 'penetration-test'],
  ['pen-test', 'penetration-test'],
  ['penetration-testing', 'penetration-test'],
  ['security-review', 'security'],
  ['access-reviews', 'access-review'],
  ['security-training', 'training'],
  ['awareness-training', 'training'],
  ['security-awareness-training', 'training'],
  ['security-awareness', 'training'],
]);

const dashed = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');

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

/** Whether a text names a kind of audit. */
export function isAuditType(text: string): boolean {
  return typeNamed(text) !== undefined;
}

function typeNamed(text: string): AuditPayload['type'] | undefined {
  const name = dashed(text).replace(/-audit$/, '');
  return kinds.get(name) ?? auditTypes.find(known => known === name);
}

/** The kind of audit that a text names, or a FormatError that lists them. */
export function auditType(
  format: string,
  text: string | undefined,
): AuditPayload['type'] {
  const name = dashed(text ?? '');
  const type = typeNamed(name);
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
  const outcome = outcomes.get(dashed(text));
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
