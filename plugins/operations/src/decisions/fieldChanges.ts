/** A field that two records give different values. @internal */
export interface FieldChange {
  /** Names from the outside in, joined by dots. */
  field: string;
  before?: string;
  after?: string;
}

function* leaves(value: unknown, path: string): Generator<[string, string]> {
  if (typeof value !== 'object' || value === null) {
    yield [path, String(value)];
    return;
  }
  for (const [name, inner] of Object.entries(value)) {
    yield* leaves(inner, path ? `${path}.${name}` : name);
  }
}

/** The fields in which two payloads differ, in the order of the newer one. @internal */
export function fieldChanges(before: unknown, after: unknown): FieldChange[] {
  const old = new Map(leaves(before, ''));
  const fresh = new Map(leaves(after, ''));
  return [...new Set([...fresh.keys(), ...old.keys()])]
    .map(field => ({
      field,
      before: old.get(field),
      after: fresh.get(field),
    }))
    .filter(change => change.before !== change.after);
}
