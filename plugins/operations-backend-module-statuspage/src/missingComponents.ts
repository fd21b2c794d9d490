import { z } from 'zod';

const list = z.looseObject({
  components: z.array(z.looseObject({ id: z.string() })),
});

/**
 * Those of the components that the page's own list (`components.json`) does not have; groups are in it too.
 *
 * @returns all of them where the answer is no such list, none where none is asked for
 */
export function missingComponents(
  answer: unknown,
  components: readonly string[],
): string[] {
  const read = list.safeParse(answer);
  const there = new Set(read.data?.components.map(({ id }) => id));
  return components.filter(id => !there.has(id));
}
