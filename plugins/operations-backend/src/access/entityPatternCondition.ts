import { EntityCondition } from './EntityCondition';

/** References that match one of the patterns, where `*` stands for any text, in SQL. @internal */
export function entityPatternCondition(
  patterns: readonly string[],
): EntityCondition {
  return builder => {
    builder.where(inner => {
      inner.whereRaw('1 = 0');
      for (const pattern of patterns) {
        const like = pattern
          .replace(/[\\%_]/g, character => `\\${character}`)
          .replaceAll('*', '%');
        inner.orWhereRaw(`e.entity_ref like ? escape '\\'`, [like]);
      }
    });
  };
}
