import { canonicalDigest } from '@backstage-operations/plugin-operations-common';
import { NewEvidence } from '../ledger/EvidenceStore';

let count = 0;

/** A record that is ready to be written, with as little as a test has to say; its digest follows its content. @internal */
export function aRecord(fields: Partial<NewEvidence> = {}): NewEvidence {
  count++;
  const entityRef = fields.entityRef ?? 'component:default/checkout';
  const record = {
    entityRef,
    entityUid: `uid-${entityRef}`,
    kind: 'quality' as const,
    source: 'ci',
    observedAt: 1_000,
    receivedAt: 2_000,
    payload: '{"coverage":0.9}',
    submittedBy: 'service:ci',
    ...fields,
  };
  const { entityUid, kind, source, externalId, observedAt, payload } = record;
  return {
    id: `01J${String(count).padStart(23, '0')}`,
    digest: canonicalDigest([
      entityUid,
      kind,
      source,
      externalId ?? null,
      observedAt,
      payload,
    ]),
    ...record,
  };
}
