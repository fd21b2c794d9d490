import { z } from 'zod';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { isRecord } from '../FormatFile';
import { isoOfText } from '../shared/instants';
import { backupRun, reportedRun } from '../shared/records';
import { shaped } from '../shared/shape';

const archive = z.looseObject({
  name: z.string(),
  id: z.string(),
  start: z.string(),
  end: z.string().optional(),
  stats: z
    .looseObject({ nfiles: z.number(), original_size: z.number() })
    .optional(),
});

/**
 * `borg create|info|list --json`.
 *
 * @remarks Times carry no zone: the import has to say which one. A create that met unreadable files exits with 1 and prints
 * the same JSON, so its exit code has to be given for it to count as good; a list never shows one. Archives named `.checkpoint`
 * are interrupted runs.
 * @public
 */
export const borg: Format = {
  id: 'borg',
  title: 'BorgBackup create, info and list',
  tool: 'borg',
  versions: '1.1 – 1.4',
  mediaTypes: ['application/json'],
  detect: file => {
    const document = file.json;
    return (
      isRecord(document) &&
      isRecord(document.repository) &&
      isRecord(document.encryption) &&
      ('archives' in document || 'archive' in document || 'cache' in document)
    );
  },
  parse(file, context) {
    const document = file.requireObject('borg');
    if (!isRecord(document.repository) || !isRecord(document.encryption)) {
      throw new FormatError(
        'borg: no repository and encryption keys; use create, info or list with --json',
      );
    }
    const created = document.archive !== undefined;
    const list = created ? [document.archive] : document.archives;
    if (list === undefined) {
      throw new FormatError(
        'borg: the output names no archives; give info an archive or --glob-archives, or use list',
      );
    }
    const archives = shaped('borg', z.array(archive), list);
    const warnings: string[] = [];
    if (created && context.exitCode === undefined) {
      warnings.push(
        'create prints the same with and without unreadable files; pass exitCode so that it can count as good',
      );
    }
    if (!created) {
      warnings.push(
        archives.length === 0
          ? 'no archive is listed'
          : 'a list shows no exit codes: an archive that left files out looks like a whole one, so none of them counts as good until its create is imported as well',
      );
    }
    const series = new Set(archives.map(({ name }) => seriesOf(name)));
    if (context.dataset !== undefined && series.size > 1) {
      warnings.push(
        `the archives ${[...series].sort().slice(0, 5).join(', ')}${
          series.size > 5 ? ` and ${series.size - 5} more` : ''
        } are taken for one data set, so a fresh one hides that another is old; leave dataset out to keep them apart`,
      );
    }
    return {
      items: archives.map(entry => runOf(entry, created, context)),
      warnings,
    };
  },
};

const checkpoint = /\.checkpoint(\.\d+)?$/;
/** A day, with a time of day or not, or Unix seconds: what `{now}`, `{utcnow}` and `$(date)` leave in a name. */
const instant = String.raw`(\d{4}-?[01]\d-?[0-3]\d([-_.:@T ]*[0-2]\d([:._h-]?[0-5]\d){0,2}([.,]\d+)?)?(Z|UTC|[+-]\d\d:?\d\d)?|\d{10})`;
const atEnd = new RegExp(`(^|[-_.:@ ])${instant}$`);
const atStart = new RegExp(`^${instant}[-_.:@ ]`);

function runOf(
  entry: z.infer<typeof archive>,
  created: boolean,
  context: FormatContext,
) {
  const startedAt = isoOfText('borg', entry.start, context.timeZone);
  const { outcome, reason } = judge(entry, created, context.exitCode);
  const record = created ? reportedRun : backupRun;
  return record(context, 'borg', entry.id, {
    dataset: context.dataset ?? seriesOf(entry.name),
    outcome,
    startedAt,
    completedAt: entry.end
      ? isoOfText('borg', entry.end, context.timeZone)
      : startedAt,
    recoveryPoint: startedAt,
    sizeBytes: entry.stats?.original_size ?? null,
    reason: reason ?? null,
    toolStatus: {
      archive: entry.name,
      files: entry.stats?.nfiles ?? null,
      exitCode: context.exitCode ?? null,
    },
  });
}

/** Borg exits with 1, or with 100 to 127 where its modern codes are switched on, after warnings. */
function isError(code: number | undefined): boolean {
  return (
    code !== undefined &&
    code !== 0 &&
    code !== 1 &&
    !(code >= 100 && code < 128)
  );
}

function judge(
  entry: z.infer<typeof archive>,
  created: boolean,
  exitCode?: number,
): { outcome: 'success' | 'partial' | 'failed' | 'unknown'; reason?: string } {
  const doubted = created && isError(exitCode) ? 'failed' : 'partial';
  if (checkpoint.test(entry.name)) {
    return {
      outcome: doubted,
      reason: 'a checkpoint archive: the run was interrupted',
    };
  }
  if (entry.stats?.nfiles === 0) {
    return { outcome: doubted, reason: 'the archive holds no files' };
  }
  if (!created) {
    return {
      outcome: 'unknown',
      reason:
        'it is known from a list only, which does not tell whether files were left out',
    };
  }
  if (exitCode === undefined) {
    return {
      outcome: 'unknown',
      reason:
        'the exit code is not known, so warnings about unreadable files can not be ruled out',
    };
  }
  return exitCode === 0
    ? { outcome: 'success' }
    : {
        outcome: doubted,
        reason: `exit ${exitCode}: finished with warnings or errors`,
      };
}

/**
 * `etc-2026-11-21T03:00` and `etc-2026-11-22` are runs of one data set, `etc`.
 *
 * @remarks Nothing but an instant is cut off: `web1` and `web2` are two machines.
 */
function seriesOf(name: string): string {
  return (
    name.replace(checkpoint, '').replace(atEnd, '').replace(atStart, '') ||
    'borg'
  );
}
