import { toIso, toMillis } from '../../time';
import { FactDefinition, FactQuery, FactResult, FactSubject } from '../Fact';
import { known, unknown } from '../result';
import { newest, recordsOf } from '../select';
import { attestationEnd } from './attestationEnd';

const validFact = {
  id: 'attestation.valid',
  title: 'Statement stands',
  description:
    'Somebody has made the statement and it has not expired; it stands for 180 days at most.',
  unit: 'boolean' as const,
  kinds: ['attestation' as const],
  of: { name: 'statement', required: true },
  better: 'higher' as const,
};

function valid(subject: FactSubject, query: FactQuery): FactResult {
  const { now, of } = query;
  if (of === undefined) {
    const reason = 'the rule does not say which statement (of)';
    return unknown(validFact, query, reason);
  }
  const record = newest(
    recordsOf(subject.evidence, 'attestation').filter(
      candidate => candidate.payload.statement === of,
    ),
  );
  if (record === undefined) {
    const reason = `nobody has stated "${of}"; report an attestation with this statement`;
    return unknown(validFact, query, reason);
  }
  const madeAt = toMillis(record.observedAt);
  const end = attestationEnd(record);
  const { url } = record.payload;
  const parts = {
    provenAt: madeAt,
    details: { by: record.submittedBy, ...(url ? { url } : {}) },
    evidence: [record],
  };
  return now < end
    ? known(validFact, query, true, { ...parts, validUntil: end })
    : known(validFact, query, false, {
        ...parts,
        reason: `the statement expired on ${toIso(end)}`,
      });
}

/** Facts about what people state. @internal */
export const attestationFacts: FactDefinition[] = [
  { ...validFact, compute: valid },
];
