import {
  EvidenceInput,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { FormatFile, describe, isRecord } from '../FormatFile';
import { isoOfText } from '../shared/instants';
import { backupRun, observation, reportedRun } from '../shared/records';
import {
  checkOf,
  checkOfText,
  isCheckText,
  isStats,
  readStats,
  restoreOf,
} from './resticProof';
import { runsOfLog } from './resticLog';
import { readSnapshots, shortId, snapshotsOf } from './resticSnapshots';

type Message = Record<string, unknown> & { message_type?: unknown };

/**
 * What restic prints with `--json`: `snapshots`, `backup`, `check`, `stats` and `restore`; also the words of `check`, which had
 * no JSON for long.
 *
 * @remarks A backup that exits with 3 left a snapshot although files could not be read: partial. A snapshot's `time` is when
 * the run began. Restore's own verification passes when a file was already missing at backup time, so it proves no
 * completeness; that takes a manifest.
 * @public
 */
export const restic: Format = {
  id: 'restic',
  title: 'restic snapshots, backup, check, stats and restore',
  tool: 'restic',
  versions: '0.9 – 0.18',
  mediaTypes: ['application/json', 'application/x-ndjson'],
  detect: file =>
    snapshotsOf(file.json) !== undefined ||
    isStats(file.json) ||
    isCheckText(file) ||
    messagesOf(file).some(isRestic),
  parse(file, context) {
    file.requireText('restic');
    const snapshots = snapshotsOf(file.json);
    if (snapshots) return readSnapshots(snapshots, context);
    if (isStats(file.json)) return readStats(file.json, context);
    if (isCheckText(file)) {
      return { items: [checkOfText(file, context)], warnings: [] };
    }
    const messages = messagesOf(file);
    if (!messages.some(isRestic)) {
      const what =
        file.json === undefined
          ? 'text without restic messages'
          : describe(file.json);
      throw new FormatError(
        `restic: expected the output of snapshots, backup, check, stats or restore with --json, found ${what}`,
      );
    }
    const runs = runsOfLog(file.text ?? '');
    if (runs.length === 1) return readMessages(file, messages, context);
    return readLog(runs, context);
  },
};

/** The exit code that is known is that of the last run; of earlier ones the time must be in their summary. */
function readLog(runs: readonly string[], context: FormatContext) {
  const items: EvidenceInput[] = [];
  const warnings = new Set<string>();
  for (const [at, text] of runs.entries()) {
    const run = FormatFile.of(text);
    const messages = messagesOf(run);
    const last = at === runs.length - 1;
    if (!last && !messages.some(({ backup_end: end }) => end !== undefined)) {
      warnings.add(
        `of ${runs.length} runs in the output only those with a time are read: restic before 0.17 prints none`,
      );
      continue;
    }
    const { exitCode: _, ...shared } = context;
    const read = readMessages(run, messages, last ? context : shared);
    items.push(...read.items);
    for (const warning of read.warnings) warnings.add(warning);
  }
  return { items, warnings: [...warnings] };
}

/** Every JSON line that is an object; other lines are the tool's words and are looked at for errors. */
function messagesOf(file: FormatFile): Message[] {
  const messages: Message[] = [];
  for (const line of (file.text ?? '').split('\n')) {
    if (!line.startsWith('{')) continue;
    const value = FormatFile.of(line).json;
    if (isRecord(value)) messages.push(value);
  }
  return messages;
}

function isRestic(message: Message): boolean {
  if (message.message_type === 'exit_error') return 'code' in message;
  if (message.message_type === 'status') return 'percent_done' in message;
  if (message.message_type !== 'summary') return false;
  return [
    'total_files_processed',
    'num_errors',
    'files_restored',
    'total_files',
  ].some(key => key in message);
}

function readMessages(
  file: FormatFile,
  messages: Message[],
  context: FormatContext,
) {
  const summary = messages.find(
    message => message.message_type === 'summary' && isRestic(message),
  );
  const exit = messages.find(message => message.message_type === 'exit_error');
  const code = codeOf(exit, context);
  const errors = errorsOf(file, messages);
  const warnings = errors.slice(0, 20);
  const items: EvidenceInput[] = [];
  if (!summary) {
    if (!exit && (code === undefined || code === 0)) {
      throw new FormatError(
        'restic: the output breaks off before its summary, so it does not say how the run ended',
      );
    }
    items.push(failedRun(exit, code, context));
  } else if ('num_errors' in summary) {
    items.push(checkOf(summary, code, context));
  } else if ('files_restored' in summary || 'total_files' in summary) {
    items.push(restoreOf(summary, code, errors, context));
  } else {
    items.push(runOf(summary, code, errors, context));
    if (context.dataset === undefined) {
      warnings.push(
        'the output names no data set; it is recorded as "restic", say which one with dataset=<name>',
      );
    }
    if (summary.backup_end === undefined && context.observedAt === undefined) {
      warnings.push(
        'the output carries no time; the time of the import is taken for that of the backup, unless observedAt says another',
      );
    }
    if (code === undefined) {
      warnings.push(
        'the exit code is not in the output; pass exitCode so that a partial backup (3) is seen',
      );
    }
  }
  return { items, warnings };
}

/** What the tool says of its end counts before what the sender says, unless that is worse. */
function codeOf(
  exit: Message | undefined,
  context: FormatContext,
): number | undefined {
  if (!exit) return context.exitCode;
  return Number(exit.code) || context.exitCode;
}

function errorsOf(file: FormatFile, messages: Message[]): string[] {
  const said = messages
    .filter(message => message.message_type === 'error')
    .map(message => {
      const error = isRecord(message.error)
        ? message.error.message ?? message.error
        : message.error;
      return `${String(message.item ?? '')}: ${
        typeof error === 'string' ? error : JSON.stringify(error)
      }`;
    });
  const words = (file.text ?? '')
    .split('\n')
    .filter(
      line =>
        !line.startsWith('{') &&
        /error|skipping|does not exist|permission denied|failed/i.test(line),
    )
    .filter(line => !/no errors were found/i.test(line));
  return [...said, ...words].map(text => text.slice(0, 300));
}

function failedRun(
  exit: Message | undefined,
  code: number | undefined,
  context: FormatContext,
) {
  return backupRun(context, 'restic', undefined, {
    dataset: context.dataset ?? 'restic',
    outcome: 'failed',
    completedAt: observation(context),
    reason: `exit ${code ?? 'unknown'}: ${String(
      exit?.message ?? 'no summary was printed',
    )}`.slice(0, 2000),
  });
}

function runOf(
  summary: Message,
  code: number | undefined,
  errors: string[],
  context: FormatContext,
) {
  const dry = summary.dry_run === true;
  const id =
    typeof summary.snapshot_id === 'string' && !dry
      ? shortId(summary.snapshot_id)
      : undefined;
  const seconds = Number(summary.total_duration ?? 0);
  const end =
    typeof summary.backup_end === 'string'
      ? isoOfText('restic', summary.backup_end)
      : observation(context);
  const start =
    typeof summary.backup_start === 'string'
      ? isoOfText('restic', summary.backup_start)
      : toIso(Date.parse(end) - Math.round(seconds * 1000));
  const partial = code === 3 || errors.length > 0;
  const failed = code !== undefined && code !== 0 && code !== 3;
  let outcome: 'success' | 'partial' | 'failed' = partial
    ? 'partial'
    : 'success';
  if (failed || dry || (!id && Number(summary.total_files_processed) === 0))
    outcome = 'failed';
  return reportedRun(context, 'restic', id, {
    dataset: context.dataset ?? 'restic',
    outcome,
    startedAt: start,
    completedAt: end,
    recoveryPoint: start,
    sizeBytes: Number(summary.total_bytes_processed ?? 0),
    reason: outcome === 'success' ? null : reasonOf(code, errors, summary),
    toolStatus: {
      exitCode: code ?? null,
      files: summary.total_files_processed ?? null,
    },
  });
}

function reasonOf(
  code: number | undefined,
  errors: string[],
  summary: Message,
): string {
  if (summary.dry_run === true)
    return 'a dry run: nothing was written to the repository';
  if (code === 3)
    return `exit 3: some files could not be read${
      errors[0] ? ` (${errors[0]})` : ''
    }`;
  if (code !== undefined && code !== 0)
    return `exit ${code}, which is not a success`;
  if (errors.length) return `${errors.length} errors, first: ${errors[0]}`;
  return `${String(
    summary.total_files_processed,
  )} files were processed and no snapshot was made`;
}
