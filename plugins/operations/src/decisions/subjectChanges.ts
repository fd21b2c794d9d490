import { SignoffSubject } from '@backstage-operations/plugin-operations-common';

type Statement = SignoffSubject['evidence'][number];

/** What differs between what was signed and what stands now. @internal */
export interface SubjectChanges {
  /** Verdict before and now, when it changed. */
  verdict?: {
    before: SignoffSubject['verdict'];
    now: SignoffSubject['verdict'];
  };
  policy: boolean;
  owner: boolean;
  recreated: boolean;
  added: Statement[];
  removed: Statement[];
  /** The same thing says something else now. */
  changed: Statement[];
}

const keyOf = ({ kind, id }: Statement) => `${kind} ${id}`;

/** Compares the subject of a decision with the present one. @internal */
export function subjectChanges(
  before: SignoffSubject,
  now: SignoffSubject,
): SubjectChanges {
  const old = new Map(before.evidence.map(one => [keyOf(one), one]));
  const current = new Map(now.evidence.map(one => [keyOf(one), one]));
  return {
    ...(before.verdict !== now.verdict && {
      verdict: { before: before.verdict, now: now.verdict },
    }),
    policy: before.policyDigest !== now.policyDigest,
    owner: before.owner !== now.owner,
    recreated: before.entityUid !== now.entityUid,
    added: now.evidence.filter(one => !old.has(keyOf(one))),
    removed: before.evidence.filter(one => !current.has(keyOf(one))),
    changed: now.evidence.filter(one => {
      const previous = old.get(keyOf(one));
      return previous && previous.materialDigest !== one.materialDigest;
    }),
  };
}
