import {
  canonicalJson,
  EvidenceInput,
  Millis,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { createHash } from 'node:crypto';
import { NewEvidence } from './EvidenceStore';

/** What a record gets at receipt. @internal */
export interface Receipt {
  id: string;
  entityUid: string;
  receivedAt: Millis;
  submittedBy: string;
}

/**
 * A checked input as it is written.
 *
 * @remarks
 * The digest is `evidenceDigest` of the input. The payload is brought into canonical form once and set into the text around
 * it, whose keys are in canonical order already: the same bytes at half the cost.
 * @internal
 */
export function toNewEvidence(
  input: EvidenceInput,
  receipt: Receipt,
): NewEvidence {
  const { entityRef, kind, source, externalId, observedAt, links } = input;
  const payload = canonicalJson(input.payload);
  const said = [
    `"entityRef":${JSON.stringify(entityRef)}`,
    ...(externalId === undefined
      ? []
      : [`"externalId":${JSON.stringify(externalId)}`]),
    `"kind":${JSON.stringify(kind)}`,
    `"observedAt":${JSON.stringify(observedAt)}`,
    `"payload":${payload}`,
    `"source":${JSON.stringify(source)}`,
  ];
  const digest = createHash('sha256')
    .update(`{${said.join(',')}}`)
    .digest('hex');
  return {
    ...receipt,
    entityRef,
    kind,
    source,
    ...(externalId !== undefined && { externalId }),
    observedAt: toMillis(observedAt),
    payload,
    digest,
    ...(links && links.length > 0 && { links }),
  };
}
