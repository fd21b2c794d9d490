import { Evidence, EvidenceRef } from '../evidence/Evidence';
import { materialDigest } from '../evidence/material';

const digests = new WeakMap<Evidence, string>();

function digestOf(evidence: Evidence): string {
  let digest = digests.get(evidence);
  if (digest === undefined) {
    digest = materialDigest(evidence);
    digests.set(evidence, digest);
  }
  return digest;
}

/**
 * Names a record behind a figure.
 *
 * @remarks A person who sent it is always named, whatever source they claimed, because nobody signs off their own word.
 * Digests are remembered per record object, since one record stands behind many facts.
 * @internal
 */
export function evidenceRef(evidence: Evidence): EvidenceRef {
  return {
    id: evidence.id,
    kind: evidence.kind,
    source: evidence.source,
    observedAt: evidence.observedAt,
    materialDigest: digestOf(evidence),
    ...(evidence.submittedBy.startsWith('user:')
      ? { submittedBy: evidence.submittedBy }
      : {}),
  };
}

/** References of several records, each once, in order of id so that equal inputs give equal answers. @internal */
export function evidenceRefs(records: readonly Evidence[]): EvidenceRef[] {
  const byId = new Map(records.map(record => [record.id, record]));
  return [...byId.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(evidenceRef);
}
