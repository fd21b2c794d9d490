import { ManifestDifference } from './manifest';
import { LevelCheck } from './reachedLevel';

/** What is wrong, in one sentence; nothing when all is well. */
export function failureReason(
  found: { reason?: string; checks: readonly LevelCheck[] },
  difference: ManifestDifference,
): string | undefined {
  const counted = [
    some(difference.missing, 'missing'),
    some(difference.extra, 'extra'),
    some(difference.mismatched, 'different'),
  ].filter(part => part !== undefined);
  // What L3 found is counted above, file by file.
  const failed = found.checks
    .filter(one => one.result !== 'pass' && one.level !== 'L3')
    .map(
      one =>
        `${one.name}: expected ${show(one.expected)}, found ${show(
          one.actual,
        )}`,
    );
  const parts = [...(found.reason ? [found.reason] : failed), ...counted];
  return parts.length > 0 ? parts.join('; ') : undefined;
}

function some(paths: string[], what: string): string | undefined {
  if (paths.length === 0) return undefined;
  const named = paths.slice(0, 3).join(', ');
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : '';
  return `${paths.length} ${what}: ${named}${more}`;
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
