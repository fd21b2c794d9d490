import { canonicalDigest } from './canonical';
import { EvidenceInput } from './Evidence';

/** Identity of what was said: equal digests are the same record. Submitter, links and receipt are left out. @public */
export function evidenceDigest(input: EvidenceInput): string {
  const { entityRef, kind, source, externalId, observedAt, payload } = input;
  return canonicalDigest({
    entityRef,
    kind,
    source,
    ...(externalId === undefined ? {} : { externalId }),
    observedAt,
    payload,
  });
}
