import {
  canonicalJson,
  evidenceDigest,
  EvidenceInput,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import fc from 'fast-check';
import { toNewEvidence } from './toNewEvidence';

const text = fc.string({ unit: 'grapheme', minLength: 1 });

const input = fc.record(
  {
    entityRef: text,
    kind: fc.constant('quality' as const),
    source: text,
    externalId: text,
    observedAt: fc.integer({ min: 0, max: 4e12 }).map(toIso),
    payload: fc.dictionary(text, fc.jsonValue({ maxDepth: 3 })),
  },
  { requiredKeys: ['entityRef', 'kind', 'source', 'observedAt', 'payload'] },
);

describe('toNewEvidence', () => {
  it('has the digest of the record, and the payload as it was hashed', () => {
    const receipt = {
      id: 'x',
      entityUid: 'u',
      receivedAt: 1,
      submittedBy: 's',
    };
    fc.assert(
      fc.property(input, (said: EvidenceInput) => {
        const record = toNewEvidence(said, receipt);
        expect(record.digest).toBe(evidenceDigest(said));
        expect(record.payload).toBe(canonicalJson(said.payload));
      }),
    );
  });
});
