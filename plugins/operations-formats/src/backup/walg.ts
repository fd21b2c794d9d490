import { z } from 'zod';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { isRecord } from '../FormatFile';
import { afterLog } from '../shared/afterLog';
import { isoOfText } from '../shared/instants';
import { backupRun, catalogue, restoreTest } from '../shared/records';
import { shaped } from '../shared/shape';

const listed = z.looseObject({
  backup_name: z.string(),
  time: z.string().optional(),
  modified: z.string().optional(),
  start_time: z.string().optional(),
  finish_time: z.string().optional(),
  is_permanent: z.boolean().optional(),
  uncompressed_size: z.number().optional(),
});

const verify = z.looseObject({
  integrity: z.looseObject({
    status: z.string(),
    details: z
      .array(
        z.looseObject({
          status: z.string(),
          segments_count: z.number().optional(),
        }),
      )
      .optional(),
  }),
  timeline: z.looseObject({ status: z.string() }).optional(),
});

/**
 * `wal-g backup-list --detail --json` and `wal-g wal-verify --json`.
 *
 * @remarks The list alone can look healthy while segments of the write-ahead log are `MISSING_LOST`; only wal-verify shows
 * that. A backup is a delta exactly when `_D_` is in its name.
 * @public
 */
export const walg: Format = {
  id: 'wal-g',
  title: 'WAL-G backup-list and wal-verify',
  tool: 'wal-g',
  versions: '1.x – 3.x',
  mediaTypes: ['application/json'],
  detect: file => {
    const { json } = afterLog(file);
    return isList(json) || isVerify(json);
  },
  parse(file, context) {
    const document = afterLog(file).requireJson('wal-g');
    if (isVerify(document)) {
      return { items: [verificationOf(document, context)], warnings: [] };
    }
    if (!isList(document)) {
      throw new FormatError(
        'wal-g: expected backup-list --detail --json (a list with backup_name) or wal-verify --json (integrity, timeline)',
      );
    }
    const entries = shaped('wal-g', z.array(listed), document);
    const dataset = context.dataset ?? 'wal-g';
    return {
      items: [
        ...entries.map(entry => runOf(entry, entries, context)),
        catalogue(context, 'wal-g', dataset, {
          dataset,
          ids: entries.map(({ backup_name: name }) => name),
        }),
      ],
      warnings: [
        'backup-list says nothing about the write-ahead log; import wal-verify as well',
      ],
    };
  },
};

function isList(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      entry => isRecord(entry) && typeof entry.backup_name === 'string',
    )
  );
}

function isVerify(value: unknown): value is Record<string, unknown> {
  return (
    isRecord(value) && isRecord(value.integrity) && 'status' in value.integrity
  );
}

function runOf(
  entry: z.infer<typeof listed>,
  all: z.infer<typeof listed>[],
  context: FormatContext,
) {
  const name = entry.backup_name;
  // Without --detail there is only when its description was written, which is after the backup.
  const finished = [entry.finish_time, entry.time, entry.modified].find(isSet);
  const base = /_D_([0-9A-F]{24})/.exec(name)?.[1];
  const parent = base
    ? all.find(other => other.backup_name.startsWith(`base_${base}`))
    : undefined;
  const orphan = base !== undefined && parent === undefined;
  return backupRun(context, 'wal-g', name, {
    dataset: context.dataset ?? 'wal-g',
    outcome: orphan || !finished ? 'partial' : 'success',
    startedAt: isSet(entry.start_time)
      ? isoOfText('wal-g', entry.start_time)
      : null,
    completedAt: finished ? isoOfText('wal-g', finished) : null,
    recoveryPoint: finished ? isoOfText('wal-g', finished) : null,
    sizeBytes: entry.uncompressed_size ?? null,
    dependsOn: parent ? [parent.backup_name] : [],
    reason: reasonOf(orphan ? base : undefined, finished),
    toolStatus: {
      name,
      kind: base ? 'delta' : 'full',
      permanent: entry.is_permanent ?? null,
    },
  });
}

/** Go writes a time that is not known as the first second of the year 1. */
function isSet(time: string | undefined): time is string {
  return time !== undefined && time !== '' && !time.startsWith('0001-01-01');
}

function reasonOf(
  lacking: string | undefined,
  finished: string | undefined,
): string | null {
  if (lacking !== undefined) {
    return `the backup base_${lacking} that this delta needs is not in the list`;
  }
  return finished ? null : 'the list does not say when it was finished';
}

function verificationOf(document: unknown, context: FormatContext) {
  const read = shaped('wal-g', verify, document);
  const lost = (read.integrity.details ?? [])
    .filter(part => part.status === 'MISSING_LOST')
    .reduce((sum, part) => sum + (part.segments_count ?? 1), 0);
  const checks = [
    {
      name: 'write-ahead log integrity',
      kind: 'checksum' as const,
      expected: 'OK',
      actual: lost
        ? `${read.integrity.status}, ${lost} segments MISSING_LOST`
        : read.integrity.status,
      result:
        read.integrity.status === 'OK' && lost === 0
          ? ('pass' as const)
          : ('fail' as const),
    },
    {
      name: 'timeline',
      kind: 'checksum' as const,
      expected: 'OK',
      actual: read.timeline?.status ?? 'not reported',
      result: timelineResult(read.timeline?.status),
    },
  ];
  return restoreTest(context, 'wal-g', undefined, {
    dataset: context.dataset ?? 'wal-g',
    level: checks.every(check => check.result === 'pass') ? 'L1' : 'L0',
    checks,
  });
}

function timelineResult(status: string | undefined): 'pass' | 'fail' | 'skip' {
  if (status === undefined) return 'skip';
  return status === 'OK' ? 'pass' : 'fail';
}
