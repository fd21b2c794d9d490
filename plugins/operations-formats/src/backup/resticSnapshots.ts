import { z } from 'zod';
import { FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { isRecord } from '../FormatFile';
import { isoOfText } from '../shared/instants';
import { backupRun } from '../shared/records';
import { shaped } from '../shared/shape';
import { clipped } from '../shared/text';

const snapshot = z.looseObject({
  time: z.string(),
  id: z.string(),
  paths: z.array(z.string()),
  hostname: z.string().optional(),
  tags: z.array(z.string()).nullish(),
  program_version: z.string().optional(),
  summary: z
    .looseObject({
      backup_start: z.string(),
      backup_end: z.string(),
      total_files_processed: z.number().optional(),
      total_bytes_processed: z.number().optional(),
    })
    .optional(),
});

/** The list that `snapshots` prints; an empty list is one too, but can't be recognised as restic's. */
export function snapshotsOf(json: unknown): unknown[] | undefined {
  if (!Array.isArray(json) || json.length === 0) return undefined;
  const isSnapshot = (entry: unknown) =>
    isRecord(entry) && 'paths' in entry && 'time' in entry && 'tree' in entry;
  // With --group-by there is a list per group.
  const list: unknown[] = json.flatMap((entry: unknown) =>
    isRecord(entry) && isRecord(entry.group_key) ? entry.snapshots : [entry],
  );
  return list.length > 0 && list.every(isSnapshot) ? list : undefined;
}

/** The snapshots as runs. */
export function readSnapshots(list: unknown[], context: FormatContext) {
  const snapshots = shaped('restic', z.array(snapshot), list);
  for (const { program_version: version } of snapshots) {
    if (version && !/^restic 0\./.test(version)) {
      throw new FormatError(`restic: ${version} is not known; 0.x is`);
    }
  }
  const hosts = new Set(snapshots.map(({ hostname }) => hostname ?? ''));
  const items = snapshots.map(entry => {
    const startedAt = isoOfText(
      'restic',
      entry.summary?.backup_start ?? entry.time,
    );
    return backupRun(context, 'restic', shortId(entry.id), {
      dataset: context.dataset ?? seriesOf(entry, hosts.size > 1),
      outcome: 'unknown',
      reason:
        'it is known from a list only, which does not tell whether files were left out',
      startedAt,
      completedAt: isoOfText('restic', entry.summary?.backup_end ?? entry.time),
      recoveryPoint: startedAt,
      sizeBytes: entry.summary?.total_bytes_processed ?? null,
      toolStatus: {
        host: entry.hostname,
        tags: entry.tags ?? [],
        ...(entry.summary
          ? {}
          : { note: 'no summary: written by an older restic' }),
      },
    });
  });
  const warnings = [
    'a list shows no exit codes: a snapshot that left files out (exit 3) looks like a whole one, so none of them counts as good until its backup is imported as well',
  ];
  if (context.dataset !== undefined && hosts.size > 1) {
    warnings.push(
      `the snapshots of ${hosts.size} hosts are taken for one data set, so a fresh one hides that another host's is old; leave dataset out to keep them apart`,
    );
  }
  return { formatVersion: snapshots[0].program_version, items, warnings };
}

/** What belongs together by the tool's own rule for keeping snapshots: the same paths of the same host. */
function seriesOf(
  { hostname, paths }: z.infer<typeof snapshot>,
  ofManyHosts: boolean,
): string {
  const joined = [...paths].sort().join(',');
  return clipped(ofManyHosts ? `${hostname ?? ''}:${joined}` : joined, 253);
}

/** Older versions print eight digits after a backup and all of them in a list. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}
