import { nodeHash } from './hashes';
import { consistencyRanges, inclusionRanges } from './ranges';

/** Says that an entry is in a log. @public */
export interface InclusionClaim {
  index: number;
  /** Entries of the log. */
  size: number;
  /** Hash of the entry. */
  leaf: string;
  /** Hashes from the bottom. */
  proof: readonly string[];
  root: string;
}

/** Says that a log begins with an earlier state of it. @public */
export interface ConsistencyClaim {
  before: { size: number; root: string };
  after: { size: number; root: string };
  proof: readonly string[];
}

const isHash = (text: string) => /^[0-9a-f]{64}$/.test(text);

/** Whether an entry is under a root; false for anything that is no proof. @public */
export function verifyInclusion(claim: InclusionClaim): boolean {
  const { index, size, leaf, proof, root } = claim;
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size)) return false;
  if (index < 0 || index >= size || ![leaf, ...proof].every(isHash)) {
    return false;
  }
  const ranges = inclusionRanges(index, size);
  if (ranges.length !== proof.length) return false;
  const found = proof.reduce(
    (hash, beside, step) =>
      ranges[step].start > index
        ? nodeHash(hash, beside)
        : nodeHash(beside, hash),
    leaf,
  );
  return found === root;
}

/** Whether the later state keeps every entry of the earlier one; false for anything that is no proof. @public */
export function verifyConsistency(claim: ConsistencyClaim): boolean {
  const { before, after, proof } = claim;
  const sizes = [before.size, after.size];
  if (!sizes.every(size => Number.isSafeInteger(size) && size >= 0)) {
    return false;
  }
  if (before.size > after.size || !proof.every(isHash)) return false;
  if (before.size === after.size) {
    return proof.length === 0 && before.root === after.root;
  }
  if (before.size === 0) return proof.length === 0;
  const ranges = consistencyRanges(before.size, after.size);
  if (ranges.length !== proof.length) return false;
  // The lowest subtree on the edge of the earlier log; where that is the whole log, its root.
  const edgeIsGiven = ranges[0].end === before.size;
  const [first, rest] = edgeIsGiven
    ? [proof[0], proof.slice(1)]
    : [before.root, proof];
  const beside = edgeIsGiven ? ranges.slice(1) : ranges;
  let old = first;
  let all = first;
  for (const [step, hash] of rest.entries()) {
    if (beside[step].start >= before.size) all = nodeHash(all, hash);
    else {
      old = nodeHash(hash, old);
      all = nodeHash(hash, all);
    }
  }
  return old === before.root && all === after.root;
}
