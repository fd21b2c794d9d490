import {
  joinPath,
  keyProblem,
  maxDepth,
  numberProblem,
  textProblem,
  UnsafeValueError,
} from './unsafe';

/** Values that one record or batch may hold; aliases in YAML can make few bytes look like more. */
const maxValues = 5_000_000;

interface Pending {
  value: unknown;
  parent: Pending | undefined;
  step: string | number;
  depth: number;
}

function pathOf(pending: Pending | undefined): string {
  const steps: (string | number)[] = [];
  for (let at = pending; at?.parent; at = at.parent) steps.push(at.step);
  return steps.reverse().reduce(joinPath, '');
}

function scalarProblem(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'boolean') return undefined;
  if (typeof value === 'string') return textProblem(value);
  if (typeof value === 'number') return numberProblem(value);
  return 'is not a JSON value';
}

function isPlain(value: object): boolean {
  // A prototype without a prototype is `Object.prototype` of this realm or of another one.
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function childrenOf(container: Pending): Pending[] {
  const { value } = container;
  const depth = container.depth + 1;
  if (Array.isArray(value)) {
    return value.map((item, step) => ({
      value: item,
      parent: container,
      step,
      depth,
    }));
  }
  return Object.entries(value as object).map(([step, item]) => {
    const child = { value: item, parent: container, step, depth };
    const problem = keyProblem(step);
    if (problem) throw new UnsafeValueError(pathOf(child), problem);
    return child;
  });
}

/**
 * Refuses, in a value that is already built, what {@link parseStrictJson} refuses in text.
 *
 * @remarks
 * A property that is undefined counts as absent. Objects with a prototype of their own (dates, maps) are refused; cycles end
 * at the depth limit.
 * @throws UnsafeValueError that names the path
 * @public
 */
export function assertSafeValue(root: unknown): void {
  const stack: Pending[] = [
    { value: root, parent: undefined, step: '', depth: 0 },
  ];
  let seen = 0;
  for (let next = stack.pop(); next; next = stack.pop()) {
    seen += 1;
    if (seen > maxValues) throw new UnsafeValueError('', 'has too many values');
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) {
      const problem = scalarProblem(value);
      if (problem) throw new UnsafeValueError(pathOf(next), problem);
      continue;
    }
    if (depth >= maxDepth) {
      throw new UnsafeValueError(
        pathOf(next),
        `nested deeper than ${maxDepth} levels`,
      );
    }
    if (!Array.isArray(value) && !isPlain(value)) {
      throw new UnsafeValueError(pathOf(next), 'is not a JSON value');
    }
    for (const child of childrenOf(next)) stack.push(child);
  }
}
