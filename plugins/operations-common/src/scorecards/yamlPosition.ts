import { Document, isMap, isNode, isScalar, isSeq, LineCounter } from 'yaml';

/** Place in a text, both from 1. @internal */
export interface Position {
  line: number;
  column: number;
}

/** The position of an offset. @internal */
export function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

function childOf(node: unknown, step: string | number) {
  if (isSeq(node)) return { key: undefined, value: node.items[Number(step)] };
  if (!isMap(node)) return undefined;
  return node.items.find(
    ({ key }) => String(isScalar(key) ? key.value : key) === String(step),
  );
}

/**
 * Where a path of a document stands; where it is missing, where its nearest parent begins.
 *
 * @internal
 */
export function positionOf(
  document: Document.Parsed,
  path: readonly (string | number)[],
  lines: LineCounter,
): Position {
  let node: unknown = document.contents;
  let offset = document.range[0];
  for (const step of path) {
    const child = childOf(node, step);
    if (!child) break;
    const at = isNode(child.key) ? child.key : child.value;
    if (isNode(at) && at.range) [offset] = at.range;
    node = child.value;
  }
  return positionAt(lines, offset);
}
