import { Document, isScalar, visit } from 'yaml';

/** A key that its map already has. @internal */
export interface DuplicateKey {
  key: string;
  offset: number;
}

/**
 * Keys that a map has twice.
 *
 * @remarks The library's own check compares every key with every other: half a minute for a file of 20,000 keys.
 * @internal
 */
export function duplicateKeys(document: Document.Parsed): DuplicateKey[] {
  const found: DuplicateKey[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name)) {
          found.push({ key: name, offset: key.range?.[0] ?? 0 });
        }
        seen.add(name);
      }
    },
  });
  return found;
}
