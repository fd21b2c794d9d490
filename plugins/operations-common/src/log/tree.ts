import { EMPTY_ROOT, nodeHash } from './hashes';
import { halves, LeafRange, TreeNode, wholeNode, wholeNodes } from './ranges';

/** Finds the hash of a whole subtree. @public */
export type NodeReader = (node: TreeNode) => string;

/** Hash of some entries, put together from whole subtrees. @public */
export function rangeHash(range: LeafRange, read: NodeReader): string {
  if (range.end === range.start) return EMPTY_ROOT;
  const node = wholeNode(range);
  if (node) return read(node);
  const [left, right] = halves(range);
  return nodeHash(rangeHash(left, read), rangeHash(right, read));
}

/** A whole subtree with its hash. @public */
export interface HashedNode extends TreeNode {
  hash: string;
}

/**
 * A log of which only the whole subtrees at its right edge are kept, so that any number of entries can be added to it.
 *
 * @public
 */
export class LogTree {
  /**
   * @param size - entries so far
   * @param edge - hashes of the whole subtrees that they form, from the left, as {@link wholeNodes} counts them
   */
  static create(size = 0, edge: readonly string[] = []): LogTree {
    if (wholeNodes({ start: 0, end: size }).length !== edge.length) {
      throw new TypeError(`${edge.length} hashes can't be those of ${size}`);
    }
    return new LogTree(size, [...edge]);
  }

  private constructor(private count: number, private edge: string[]) {}

  get size(): number {
    return this.count;
  }

  /** Adds an entry by its hash; returns every subtree that it completes, itself first. */
  append(leaf: string): HashedNode[] {
    let node = { level: 0, index: this.count, hash: leaf };
    const done = [node];
    while (node.index % 2 === 1) {
      const left = this.edge.pop();
      if (left === undefined) throw new TypeError('the edge lacks a subtree');
      node = {
        level: node.level + 1,
        index: (node.index - 1) / 2,
        hash: nodeHash(left, node.hash),
      };
      done.push(node);
    }
    this.edge.push(node.hash);
    this.count += 1;
    return done;
  }

  root(): string {
    return this.edge.length === 0
      ? EMPTY_ROOT
      : this.edge.reduceRight((right, left) => nodeHash(left, right));
  }
}
