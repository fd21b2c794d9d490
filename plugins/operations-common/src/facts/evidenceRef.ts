import { Evidence, EvidenceRef } from '../evidence/Evidence';
import { evidenceRef } from '../evidence/material';

/** References of several records, each once, in order of id so that equal inputs give equal answers. @internal */
export function evidenceRefs(records: readonly Evidence[]): EvidenceRef[] {
  if (records.length < 2) return records.map(evidenceRef);
  const byId = new Map(records.map(record => [record.id, record]));
  return [...byId.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(evidenceRef);
}
