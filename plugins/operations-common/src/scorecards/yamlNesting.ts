import { CST, Parser } from 'yaml';

function childrenOf(token: CST.Token): (CST.Token | null | undefined)[] {
  switch (token.type) {
    case 'document':
      return [token.value];
    case 'block-map':
    case 'block-seq':
    case 'flow-collection':
      return token.items.flatMap(item => [item.key, item.value]);
    default:
      return [];
  }
}

/**
 * Whether a YAML text nests deeper than a limit.
 *
 * @remarks
 * The library parses text without recursion but composes documents with it; a text that fills the stack there can end the
 * process. So the depth is counted first, without recursion.
 * @internal
 */
export function nestsDeeperThan(text: string, limit: number): boolean {
  for (const root of new Parser().parse(text)) {
    const pending: { token: CST.Token; depth: number }[] = [
      { token: root, depth: 0 },
    ];
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { token, depth } = next;
      if (depth > limit) return true;
      for (const child of childrenOf(token)) {
        if (child) pending.push({ token: child, depth: depth + 1 });
      }
    }
  }
  return false;
}
