import {
  EvidenceKind,
  EvidenceRef,
} from '@backstage-operations/plugin-operations-common';
import { daysAgo } from './instants';

/** A reference to a record of a kind; the same id always gives the same digest. @internal */
export function buildEvidenceRef(
  kind: EvidenceKind,
  id: string,
  parts: Partial<EvidenceRef> = {},
): EvidenceRef {
  const hex = [...id].map(letter => letter.charCodeAt(0).toString(16)).join('');
  return {
    id,
    kind,
    source: 'ci',
    observedAt: daysAgo(1),
    materialDigest: hex.padEnd(64, '0').slice(0, 64),
    ...parts,
  };
}
