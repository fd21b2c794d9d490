import { SubjectDifference } from '@backstage-operations/plugin-operations-common';

function isDifference(value: unknown): value is SubjectDifference {
  if (typeof value !== 'object' || value === null) return false;
  const { changes } = value as { changes?: unknown };
  return (
    Array.isArray(changes) && changes.every(line => typeof line === 'string')
  );
}

/** What changed since it was shown, when that is why the backend refused a decision. @internal */
export function differenceOf(error: Error): SubjectDifference | undefined {
  for (const source of [error.cause, error]) {
    if (typeof source !== 'object' || source === null) continue;
    const { difference } = source as { difference?: unknown };
    if (isDifference(difference)) return difference;
  }
  return undefined;
}

/** Whether what was to be signed no longer stands. @internal */
export function isConflict(error: Error): boolean {
  return (
    (error as { statusCode?: unknown }).statusCode === 409 ||
    error.name === 'ConflictError'
  );
}
