/**
 * Whether a selector like `service=checkout,service=payment,env=prod` is met by the labels.
 *
 * @remarks
 * Of each key one of its values must be there: a list of services means any of them, but an environment beside a service narrows it.
 * @param labels - `key=value` each
 */
export function selects(selector: string, labels: readonly string[]): boolean {
  const wanted = selector
    .split(',')
    .map(pair => pair.trim())
    .filter(Boolean);
  const keys = new Set(wanted.map(pair => pair.split('=')[0]));
  return (
    keys.size > 0 &&
    [...keys].every(key =>
      wanted.some(pair => pair.split('=')[0] === key && labels.includes(pair)),
    )
  );
}
