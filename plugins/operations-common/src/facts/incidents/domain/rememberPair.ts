/**
 * A function of two immutable objects that computes each pair once.
 *
 * @remarks For what is slow to compute and asked by many facts; nothing outlives its objects.
 */
export function rememberPair<A extends object, B extends object, T>(
  compute: (a: A, b: B) => T,
): (a: A, b: B) => T {
  const byFirst = new WeakMap<A, WeakMap<B, { value: T }>>();
  return (a, b) => {
    const bySecond = byFirst.get(a) ?? new WeakMap<B, { value: T }>();
    byFirst.set(a, bySecond);
    const known = bySecond.get(b) ?? { value: compute(a, b) };
    bySecond.set(b, known);
    return known.value;
  };
}
