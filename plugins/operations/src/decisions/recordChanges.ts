import { EvidenceRef } from '@backstage-operations/plugin-operations-common';

/** One thing of which the records say something else than before. @internal */
export interface RecordChange {
  /** Key of the thing, for lists. */
  thing: string;
  kind: string;
  source: string;
  /** The newest record of then; absent for a thing that is new. */
  before?: EvidenceRef;
  /** The newest record of now; absent for a thing that is gone. */
  after?: EvidenceRef;
}

function newestByThing(refs: readonly EvidenceRef[]): Map<string, EvidenceRef> {
  const newest = new Map<string, EvidenceRef>();
  for (const ref of refs) {
    const thing = ref.thing ?? ref.id;
    const known = newest.get(thing);
    if (!known || known.observedAt < ref.observedAt) newest.set(thing, ref);
  }
  return newest;
}

/** The things that came, went or say something else, with the records to compare. @internal */
export function recordChanges(
  then: readonly EvidenceRef[],
  now: readonly EvidenceRef[],
): RecordChange[] {
  const before = newestByThing(then);
  const after = newestByThing(now);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(thing => {
    const [old, fresh] = [before.get(thing), after.get(thing)];
    const any = fresh ?? old;
    if (!any || old?.materialDigest === fresh?.materialDigest) return [];
    const { kind, source } = any;
    return [{ thing, kind, source, before: old, after: fresh }];
  });
}
