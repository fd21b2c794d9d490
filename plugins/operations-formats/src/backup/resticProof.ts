import { FormatContext } from '../Format';
import { FormatFile, isRecord } from '../FormatFile';
import { control, restoreTest } from '../shared/records';

type Summary = Record<string, unknown>;

/** What `restic check` proves: the repository is whole (L1). */
export function checkOf(
  summary: Summary,
  code: number | undefined,
  context: FormatContext,
) {
  const errors = Number(summary.num_errors);
  const broken = Array.isArray(summary.broken_packs)
    ? summary.broken_packs.length
    : 0;
  const passed = errors === 0 && broken === 0 && (code ?? 0) === 0;
  return restoreTest(context, 'restic', undefined, {
    dataset: context.dataset ?? 'restic',
    level: passed ? 'L1' : 'L0',
    checks: [
      {
        name: 'restic check',
        kind: 'checksum',
        expected: { errors: 0, brokenPacks: 0 },
        actual: { errors, brokenPacks: broken },
        result: passed ? 'pass' : 'fail',
      },
    ],
  });
}

const sound = /^no errors were found$/m;
const unsound = /^(Fatal: repository contains errors|error: .+)/m;

/** True for the words of `restic check`; versions before 0.18 print no JSON. */
export function isCheckText({ text }: FormatFile): boolean {
  return (
    text !== undefined &&
    text.length < 1_000_000 &&
    /^check (all packs|snapshots, trees and blobs)$/m.test(linesOf(text)) &&
    (sound.test(linesOf(text)) || unsound.test(linesOf(text)))
  );
}

/** What the words of `restic check` prove. */
export function checkOfText(file: FormatFile, context: FormatContext) {
  const text = linesOf(file.text ?? '');
  const errors = text.match(/^error: .+/gm) ?? [];
  const bad = unsound.test(text) || !sound.test(text);
  return checkOf(
    { num_errors: Math.max(errors.length, bad ? 1 : 0) },
    context.exitCode,
    context,
  );
}

function linesOf(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

/** True for `restic stats`, of any mode. */
export function isStats(json: unknown): json is Summary {
  return (
    isRecord(json) &&
    typeof json.total_size === 'number' &&
    typeof json.snapshots_count === 'number'
  );
}

/** `restic stats` tells how much is in the repository: that something is, but not of when. */
export function readStats(stats: Summary, context: FormatContext) {
  const { total_size: size, snapshots_count: count } = stats;
  const files = stats.total_file_count;
  const holds = Number(size) > 0 && Number(count) > 0;
  return {
    items: [
      control(context, 'restic', {
        control: 'repository-holds-data',
        status: holds ? 'met' : 'not-met',
        detail: `${String(size)} bytes in ${String(count)} snapshots${
          Number(files) > 0 ? `, ${String(files)} files and folders` : ''
        }`,
      }),
    ],
    warnings: [
      'stats tells how much the repository holds, not when it was written: import snapshots or backup as well',
    ],
  };
}

/** What `restic restore` proves: the files came back (L2), not that none was lost before. */
export function restoreOf(
  summary: Summary,
  code: number | undefined,
  errors: string[],
  context: FormatContext,
) {
  const restored = Number(summary.files_restored ?? 0);
  const skipped = Number(summary.files_skipped ?? 0);
  const total = Number(summary.total_files ?? 0);
  const passed =
    total > 0 && restored >= total && errors.length === 0 && (code ?? 0) === 0;
  return restoreTest(context, 'restic', undefined, {
    dataset: context.dataset ?? 'restic',
    level: passed ? 'L2' : 'L0',
    isolated: passed,
    durations: { restore: Number(summary.seconds_elapsed ?? 0) },
    checks: [
      {
        name: 'files restored',
        kind: 'count',
        expected: total,
        actual: restored,
        result: passed ? 'skip' : 'fail',
      },
      ...(skipped > 0
        ? [
            {
              // They were there before, so that nothing came out of the backup.
              name: 'restored to an empty place',
              kind: 'count' as const,
              expected: 0,
              actual: skipped,
              result: 'fail' as const,
            },
          ]
        : []),
      {
        name: 'compared with the manifest of the backup',
        kind: 'manifest',
        result: 'skip',
      },
    ],
  });
}
