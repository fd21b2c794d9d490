/** Entries `[start, end)` of a log, as one subtree of its Merkle tree. @public */
export interface LeafRange {
  start: number;
  end: number;
}

/** A subtree with all of its 2^level entries; `index` counts those of its level from the left. @public */
export interface TreeNode {
  level: number;
  index: number;
}

/** The largest power of two below a number of at least 2, where RFC 6962 divides a tree. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** The two halves of a range of at least two entries. @internal */
export function halves({ start, end }: LeafRange): [LeafRange, LeafRange] {
  const middle = start + splitOf(end - start);
  return [
    { start, end: middle },
    { start: middle, end },
  ];
}

/** The range as a subtree that has all of its entries; undefined where it has not. @internal */
export function wholeNode({ start, end }: LeafRange): TreeNode | undefined {
  const size = end - start;
  let level = 0;
  while (2 ** level < size) level += 1;
  return 2 ** level === size ? { level, index: start / size } : undefined;
}

/** The whole subtrees that a range consists of, from the left; none for an empty one. @public */
export function wholeNodes(range: LeafRange): TreeNode[] {
  if (range.end <= range.start) return [];
  const node = wholeNode(range);
  return node ? [node] : halves(range).flatMap(wholeNodes);
}

/**
 * The subtrees beside the way from an entry to the root, from the bottom.
 *
 * @remarks Their hashes are the inclusion proof of RFC 6962, section 2.1.1.
 * @public
 */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  const ranges: LeafRange[] = [];
  let around = { start: 0, end: size };
  while (around.end - around.start > 1) {
    const [left, right] = halves(around);
    const onTheLeft = index < left.end;
    ranges.push(onTheLeft ? right : left);
    around = onTheLeft ? left : right;
  }
  return ranges.reverse();
}

/**
 * The subtrees that show that a log of `size` entries begins with that of `before` entries.
 *
 * @remarks Their hashes are the consistency proof of RFC 6962, section 2.1.2; none where one of both is empty or they are equal.
 * @public
 */
export function consistencyRanges(before: number, size: number): LeafRange[] {
  if (before === 0 || before === size) return [];
  const ranges: LeafRange[] = [];
  let around = { start: 0, end: size };
  while (around.end !== before) {
    const [left, right] = halves(around);
    const onTheLeft = before <= left.end;
    ranges.push(onTheLeft ? right : left);
    around = onTheLeft ? left : right;
  }
  // The old root itself is known to whoever asks.
  if (around.start > 0) ranges.push(around);
  return ranges.reverse();
}
