import { EvidenceRef } from '../evidence/Evidence';

/** Records that an answer meant for reading names at most. */
const NAMED = 20;

/**
 * The newest of the records behind a figure, with their number where there are more.
 *
 * @remarks For what people look at only; what is signed or exported rests on every record.
 * @param evidence - in order of id, which is the order of receipt
 * @public
 */
export function newestEvidence(evidence: readonly EvidenceRef[]): {
  evidence: EvidenceRef[];
  evidenceTotal?: number;
} {
  if (evidence.length <= NAMED) return { evidence: [...evidence] };
  return {
    evidence: evidence.slice(-NAMED),
    evidenceTotal: evidence.length,
  };
}
