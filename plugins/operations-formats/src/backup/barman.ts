import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { isRecord } from '../FormatFile';
import { isoOfSeconds } from '../shared/instants';
import { backupRun, catalogue, control, restoreTest } from '../shared/records';
import { shaped } from '../shared/shape';

/** Unix seconds, as text in most versions. */
const unixSeconds = z.union([z.string().regex(/^\d+(\.\d+)?$/), z.number()]);

const listed = z.looseObject({
  backup_id: z.string(),
  status: z.string(),
  end_time_timestamp: unixSeconds.nullish(),
  size_bytes: z.number().optional(),
  retention_status: z.string().optional(),
});

const recovery = z.looseObject({
  missing_files: z.array(z.unknown()),
  recovery_elapsed_time_seconds: z.number().optional(),
  recovery_start_time_timestamp: unixSeconds.optional(),
  _INFO: z.array(z.string()).optional(),
});

const checks = z.record(
  z.string(),
  z.looseObject({ status: z.string(), hint: z.string().optional() }),
);

/**
 * `barman -f json list-backups`, `check` and `recover`.
 *
 * @remarks A backup that still waits for its write-ahead log lists as `WAITING_FOR_WALS` with exit code 0: it can't be
 * restored to a consistent state yet.
 * @public
 */
export const barman: Format = {
  id: 'barman',
  title: 'Barman list-backups, check and recover',
  tool: 'barman',
  versions: '2.11 – 3.x',
  mediaTypes: ['application/json'],
  detect: file =>
    isRecord(file.json) &&
    shapeOf(file.json) !== undefined &&
    saysAnything(file.json),
  parse(file, context) {
    const document = file.requireObject('barman');
    const shape = shapeOf(document);
    if (shape === 'error') {
      const errors = document._ERROR as unknown[];
      throw new FormatError(
        `barman: the tool reports an error: ${errors
          .map(String)
          .join('; ')
          .slice(0, 500)}`,
      );
    }
    if (!shape) {
      throw new FormatError(
        `barman: expected list-backups, check or recover with -f json, found an object with ${
          Object.keys(document).slice(0, 6).join(', ') || 'no keys'
        }`,
      );
    }
    if (shape === 'recover')
      return {
        items: [recoveryOf(document, context)],
        warnings: notes(document),
      };
    const named = servers(document);
    if (named.length > 1 && context.dataset !== undefined) {
      throw new FormatError(
        `barman: the file is about ${named.length} servers, which are data sets of their own; leave dataset out, or name one server`,
      );
    }
    const items: EvidenceInput[] = [];
    const empty: string[] = [];
    for (const [server, value] of named) {
      const own = { ...context, dataset: context.dataset ?? server };
      if (shape === 'list') {
        const entries = shaped('barman', z.array(listed), value);
        if (entries.length === 0) empty.push(server);
        for (const entry of entries) items.push(runOf(entry, own));
        items.push(
          catalogue(context, 'barman', server, {
            dataset: own.dataset,
            ids: entries.map(({ backup_id: id }) => `${own.dataset}/${id}`),
          }),
        );
      } else {
        items.push(...checksOf(server, value, own));
      }
    }
    const none = `no backup of ${empty.join(', ')} is listed`;
    if (empty.length === named.length) {
      throw new FormatError(`barman: ${none}`);
    }
    return {
      items,
      warnings: [...notes(document), ...(empty.length > 0 ? [none] : [])],
    };
  },
};

/** A list without any backup looks like any other object with an empty list. */
function saysAnything(document: Record<string, unknown>): boolean {
  const values = servers(document).map(([, value]) => value);
  return (
    values.length === 0 ||
    values.some(value => !Array.isArray(value) || value.length > 0)
  );
}

function servers(document: Record<string, unknown>): [string, unknown][] {
  return Object.entries(document).filter(([key]) => !key.startsWith('_'));
}

function shapeOf(
  document: Record<string, unknown>,
): 'list' | 'check' | 'recover' | 'error' | undefined {
  if (Array.isArray(document._ERROR) && servers(document).length === 0)
    return 'error';
  if ('missing_files' in document && 'recovery_start_time' in document)
    return 'recover';
  const values = servers(document).map(([, value]) => value);
  if (values.length === 0) return undefined;
  if (
    values.every(
      value =>
        Array.isArray(value) &&
        value.every(entry => isRecord(entry) && 'backup_id' in entry),
    )
  ) {
    return 'list';
  }
  const isCheck = (value: unknown) =>
    isRecord(value) &&
    'retention_policy_settings' in value &&
    'directories' in value;
  return values.every(isCheck) ? 'check' : undefined;
}

function notes(document: Record<string, unknown>): string[] {
  return [document._WARNING, document._ERROR]
    .flatMap(list => (Array.isArray(list) ? list.map(String) : []))
    .slice(0, 50);
}

function runOf(entry: z.infer<typeof listed>, context: FormatContext) {
  const dataset = context.dataset ?? 'barman';
  const outcomes: Record<string, 'success' | 'pending' | 'failed'> = {
    DONE: 'success',
    WAITING_FOR_WALS: 'pending',
    STARTED: 'pending',
    SYNCING: 'pending',
    EMPTY: 'pending',
    FAILED: 'failed',
  };
  const outcome = outcomes[entry.status] ?? 'failed';
  const completedAt = entry.end_time_timestamp
    ? isoOfSeconds(entry.end_time_timestamp)
    : null;
  return backupRun(context, 'barman', `${dataset}/${entry.backup_id}`, {
    dataset,
    outcome,
    completedAt,
    recoveryPoint: completedAt,
    sizeBytes: entry.size_bytes ?? null,
    reason: outcome === 'success' ? null : `status ${entry.status}`,
    toolStatus: {
      status: entry.status,
      retention: entry.retention_status ?? null,
    },
  });
}

function checksOf(
  server: string,
  value: unknown,
  context: FormatContext,
): EvidenceInput[] {
  return Object.entries(shaped('barman', checks, value)).map(([name, state]) =>
    control(context, 'barman', {
      control: `${server}/${name}`,
      status: state.status === 'OK' ? 'met' : 'not-met',
      detail: state.hint || state.status,
    }),
  );
}

function recoveryOf(document: Record<string, unknown>, context: FormatContext) {
  const read = shaped('barman', recovery, document);
  const errors = Array.isArray(document._ERROR)
    ? document._ERROR.map(String)
    : [];
  const missing = read.missing_files.map(String);
  const words = (read._INFO ?? []).join('\n');
  const [, server, id] = /server (\S+) using backup (\S+)/.exec(words) ?? [];
  const start = read.recovery_start_time_timestamp;
  const seconds = read.recovery_elapsed_time_seconds ?? 0;
  const passed = missing.length === 0 && errors.length === 0;
  return restoreTest(context, 'barman', undefined, {
    dataset: context.dataset ?? server ?? 'barman',
    backup: id ? `${server}/${id}` : null,
    startedAt: start ? isoOfSeconds(start) : null,
    completedAt: start ? isoOfSeconds(Number(start) + seconds) : null,
    level: passed ? 'L2' : 'L0',
    isolated: passed,
    missing,
    durations: { restore: seconds },
    checks: [
      {
        name: 'files of the backup',
        kind: 'count',
        expected: 0,
        actual: missing.length,
        result: passed ? 'skip' : 'fail',
      },
      ...errors.map(error => ({
        name: error.slice(0, 250),
        kind: 'smoke' as const,
        result: 'fail' as const,
      })),
    ],
  });
}
