import {
  EvidenceInput,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { FormatFile, describe, isRecord } from '../FormatFile';
import { isoOfText } from '../shared/instants';
import { backupRun, observation } from '../shared/records';
import { checkOf, restoreOf } from './resticProof';
import { shaped } from '../shared/shape';

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

type Message = Record<string, unknown> & { message_type?: unknown };

/**
 * What restic prints with `--json`: `snapshots`, `backup`, `check` and `restore`.
 *
 * @remarks A backup that exits with 3 left a snapshot although files could not be read: partial. A snapshot's `time` is when
 * the run began. Restore's own verification passes when a file was already missing at backup time, so it proves no
 * completeness; that takes a manifest.
 * @public
 */
export const restic: Format = {
  id: 'restic',
  title: 'restic snapshots, backup, check and restore',
  tool: 'restic',
  versions: '0.9 – 0.18',
  mediaTypes: ['application/json', 'application/x-ndjson'],
  detect: file =>
    snapshotsOf(file.json) !== undefined || messagesOf(file).some(isRestic),
  parse(file, context) {
    file.requireText('restic');
    const snapshots = snapshotsOf(file.json);
    if (snapshots)
      return { ...readSnapshots(snapshots, context), warnings: [] };
    const messages = messagesOf(file);
    if (!messages.some(isRestic)) {
      const what =
        file.json === undefined
          ? 'text without restic messages'
          : describe(file.json);
      throw new FormatError(
        `restic: expected the output of snapshots, backup, check or restore with --json, found ${what}`,
      );
    }
    return readMessages(file, messages, context);
  },
};

/** The list that `snapshots` prints; an empty list is one too, but can't be recognised as restic's. */
function snapshotsOf(json: unknown): unknown[] | undefined {
  if (!Array.isArray(json) || json.length === 0) return undefined;
  const isSnapshot = (entry: unknown) =>
    isRecord(entry) && 'paths' in entry && 'time' in entry && 'tree' in entry;
  return json.every(isSnapshot) ? json : undefined;
}

function readSnapshots(list: unknown[], context: FormatContext) {
  const snapshots = shaped('restic', z.array(snapshot), list);
  const items = snapshots.map(entry => {
    const startedAt = isoOfText(
      'restic',
      entry.summary?.backup_start ?? entry.time,
    );
    return backupRun(context, 'restic', entry.id, {
      dataset: context.dataset ?? entry.paths.join(','),
      outcome: 'success',
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
  return { formatVersion: snapshots[0].program_version, items };
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
  const code = context.exitCode ?? (exit ? Number(exit.code) : undefined);
  const errors = errorsOf(file, messages);
  const warnings = errors.slice(0, 20);
  const items: EvidenceInput[] = [];
  if (!summary) {
    items.push(failedRun(exit, code, context));
  } else if ('num_errors' in summary) {
    items.push(checkOf(summary, code, context));
  } else if ('files_restored' in summary || 'total_files' in summary) {
    items.push(restoreOf(summary, code, errors, context));
  } else {
    items.push(runOf(summary, code, errors, context));
    if (code === undefined) {
      warnings.push(
        'the exit code is not in the output; pass exitCode so that a partial backup (3) is seen',
      );
    }
  }
  return { items, warnings };
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
  const id =
    typeof summary.snapshot_id === 'string' ? summary.snapshot_id : undefined;
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
  if (failed || (!id && Number(summary.total_files_processed) === 0))
    outcome = 'failed';
  return backupRun(context, 'restic', id, {
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
