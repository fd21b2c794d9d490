import { NotFoundError } from '@backstage/errors';
import {
  EvidenceRef,
  Scorecard,
  ScorecardResult,
  SignoffSlot,
  SignoffState,
  SignoffSubject,
} from '@backstage-operations/plugin-operations-common';

/** Where a decision is made: a criterion or the exit, as it stands. @internal */
export interface Place {
  subject: SignoffSubject;
  subjectDigest: string;
  slots: readonly SignoffState[];
  /** Every record that it rests on. */
  evidence: readonly EvidenceRef[];
}

/** The place of a result; undefined for a criterion that it does not have. @internal */
export function placeOf(
  result: ScorecardResult,
  criterion: string,
): Place | undefined {
  if (criterion === 'exit') {
    const { subject, subjectDigest, signoffs } = result.exit;
    const evidence = result.criteria.flatMap(one => one.evidence);
    return { subject, subjectDigest, slots: signoffs, evidence };
  }
  const found = result.criteria.find(({ id }) => id === criterion);
  if (!found?.subject || found.subjectDigest === undefined) return undefined;
  const { subject, subjectDigest, signoffs: slots, evidence } = found;
  return { subject, subjectDigest, slots, evidence };
}

/** The slot as the scorecard writes it; NotFoundError where there is none. @internal */
export function requireSlot(
  { metadata, spec }: Scorecard,
  criterion: string,
  slot: string,
): SignoffSlot {
  const slots =
    criterion === 'exit'
      ? spec.exit.signoffs
      : spec.criteria.find(({ id }) => id === criterion)?.signoffs;
  const found = slots?.find(({ id }) => id === slot);
  if (found) return found;
  throw new NotFoundError(
    `${metadata.name} has no sign-off ${slot} on ${criterion}`,
  );
}
