import { sha256Text } from '../evidence/canonical';
import { EvidenceRef } from '../evidence/Evidence';
import { SignoffSubject } from './Result';

type Statement = SignoffSubject['evidence'][number];

const byText = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** One record per distinct statement: the newest of those that say the same. @internal */
export function distinctEvidence(refs: readonly EvidenceRef[]): EvidenceRef[] {
  if (refs.length < 2) return [...refs];
  const newest = new Map<string, EvidenceRef>();
  for (const ref of refs) {
    const key = [ref.thing, ref.materialDigest, ref.submittedBy].join(' ');
    const known = newest.get(key);
    const later =
      !known ||
      known.observedAt < ref.observedAt ||
      (known.observedAt === ref.observedAt && known.id < ref.id);
    if (later) newest.set(key, ref);
  }
  return [...newest.values()].sort(
    (a, b) => byText(a.kind, b.kind) || byText(a.id, b.id),
  );
}

/**
 * A record of another entity.
 *
 * @remarks It counts for whoever decides, but its name may be none of the reader's business: the thing it speaks of is hashed.
 * @internal
 */
export function foreignRef(entityRef: string, ref: EvidenceRef): EvidenceRef {
  const name = sha256Text(`${entityRef} ${ref.thing ?? ref.id}`);
  return { ...ref, thing: `related/${name.slice(0, 16)}` };
}

/** The statements that a decision binds to: distinct and sorted. @internal */
export function statementsOf(refs: Iterable<EvidenceRef>): Statement[] {
  const statements = new Map<string, Statement>();
  for (const ref of refs) {
    const id = ref.thing ?? ref.id;
    statements.set(`${ref.kind} ${id} ${ref.materialDigest}`, {
      kind: ref.kind,
      id,
      materialDigest: ref.materialDigest,
      ...(ref.validUntil === undefined ? {} : { validUntil: ref.validUntil }),
    });
  }
  return [...statements.entries()]
    .sort(([a], [b]) => byText(a, b))
    .map(([, statement]) => statement);
}
