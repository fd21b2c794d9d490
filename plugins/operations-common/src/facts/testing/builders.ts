import { EntityProfile } from '../../entity';
import { evidenceDigest } from '../../evidence/digest';
import { Evidence, EvidenceInput } from '../../evidence/Evidence';
import { EvidenceKind, EvidencePayload } from '../../evidence/kinds';
import { FactSubject } from '../Fact';
import { defaultSettings, OperationsSettings } from '../settings';

let counter = 0;

/** A record for tests, `observedAt` first since most tests turn on it; each has its own id. */
export function evidenceOf<K extends EvidenceKind>(
  kind: K,
  observedAt: string,
  payload: EvidencePayload<K>,
  rest: Partial<Evidence<K>> = {},
): Evidence<K> {
  counter += 1;
  const input: EvidenceInput<K> = {
    entityRef: 'component:default/checkout',
    kind,
    source: 'test',
    observedAt,
    payload,
    ...rest,
  };
  return {
    id: `e${String(counter).padStart(6, '0')}`,
    receivedAt: observedAt,
    submittedBy: 'service:test',
    ...input,
    digest: evidenceDigest(input),
  };
}

/** An entity for tests. */
export function profileOf(rest: Partial<EntityProfile> = {}): EntityProfile {
  return {
    entityRef: 'component:default/checkout',
    uid: 'uid-1',
    kind: 'Component',
    namespace: 'default',
    name: 'checkout',
    annotations: {},
    labels: {},
    tags: [],
    relations: [],
    links: [],
    ...rest,
  };
}

/** An entity with evidence and the default settings, for tests. */
export function subjectOf(
  evidence: readonly Evidence[],
  rest: { entity?: Partial<EntityProfile>; settings?: OperationsSettings } = {},
): FactSubject {
  return {
    entity: profileOf(rest.entity),
    evidence,
    settings: rest.settings ?? defaultSettings,
  };
}
