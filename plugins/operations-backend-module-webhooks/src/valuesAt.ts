/**
 * Texts at a dotted path of a JSON value; `*` stands for every entry of a list or object.
 *
 * @remarks An object of labels at the end of a path gives its `key=value` pairs, the form that selectors are written in.
 */
export function valuesAt(value: unknown, path: string): string[] {
  let found: unknown[] = [value];
  for (const step of path.split('.')) {
    found = found.flatMap(one => {
      if (typeof one !== 'object' || one === null) return [];
      if (step === '*') return Object.values(one);
      return Object.hasOwn(one, step)
        ? [(one as Record<string, unknown>)[step]]
        : [];
    });
  }
  return found.flatMap(one => {
    if (typeof one === 'string') return one === '' ? [] : [one];
    if (typeof one !== 'object' || one === null || Array.isArray(one))
      return [];
    return Object.entries(one).map(([key, text]) => `${key}=${String(text)}`);
  });
}
