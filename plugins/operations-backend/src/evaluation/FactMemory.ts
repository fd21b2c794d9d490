import {
  EvidenceKind,
  factAt,
  FactDefinition,
  FactQuestion,
  factKey,
  Millis,
  ReadFact,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Revisions } from '../ledger/evidenceRevisions';

/** What an evaluation remembers of the facts of one entity. @internal */
export interface FactMemory {
  entityRef: string;
  /** Digest of everything beside evidence that facts rest on. */
  basis: string;
  /** Of the evidence that the facts were computed from. */
  revisions: Revisions;
  /** When observers last saw the entity with its evidence. */
  observedAt: Millis;
  /** By {@link factKey}, each as of the instant at which it was computed. */
  facts: [key: string, fact: ReadFact][];
}

/** The kinds whose records changed between two states of the ledger. @internal */
export function changedKinds(before: Revisions, now: Revisions): Set<string> {
  const kinds = new Set([...Object.keys(before), ...Object.keys(now)]);
  return new Set(
    [...kinds].filter(
      kind => before[kind as EvidenceKind] !== now[kind as EvidenceKind],
    ),
  );
}

/**
 * The remembered facts that still say what computing them would say, as of now.
 *
 * @param changed - kinds of evidence that changed since
 * @remarks
 * A fact reads no kinds but those that it names, and promises not to change by itself before its `validUntil`. A clock that
 * stepped back before a fact was computed brings nothing back.
 * @internal
 */
export function factsThatHold(
  memory: FactMemory,
  changed: ReadonlySet<string>,
  now: Millis,
  findFact: (id: string) => FactDefinition | undefined,
): Map<string, ReadFact> {
  const holding = new Map<string, ReadFact>();
  for (const [key, { result, provenAt }] of memory.facts) {
    const definition = findFact(result.fact);
    const { asOf, validUntil } = result;
    if (
      definition &&
      !definition.kinds.some(kind => changed.has(kind)) &&
      toMillis(asOf) <= now &&
      (validUntil === undefined || now < toMillis(validUntil))
    ) {
      holding.set(key, { result: factAt(result, now), provenAt });
    }
  }
  return holding;
}

/** The kinds of evidence that have to be loaded to answer what memory can't. @internal */
export function kindsLacking(
  questions: readonly FactQuestion[],
  holding: ReadonlyMap<string, ReadFact>,
  findFact: (id: string) => FactDefinition | undefined,
): Set<EvidenceKind> {
  const kinds = new Set<EvidenceKind>();
  for (const question of questions) {
    if (holding.has(factKey(question))) continue;
    const before = question.after && holding.get(factKey(question.after));
    // The first choice is known and stays known: nobody asks for the second.
    if (before && before.result.value !== null) continue;
    for (const kind of findFact(question.fact)?.kinds ?? []) kinds.add(kind);
  }
  return kinds;
}
