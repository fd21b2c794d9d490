import { FormatContext } from '../Format';
import { restoreTest } from '../shared/records';

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

/** What `restic restore` proves: the files came back (L2), not that none was lost before. */
export function restoreOf(
  summary: Summary,
  code: number | undefined,
  errors: string[],
  context: FormatContext,
) {
  const restored =
    Number(summary.files_restored ?? 0) + Number(summary.files_skipped ?? 0);
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
      {
        name: 'compared with the manifest of the backup',
        kind: 'manifest',
        result: 'skip',
      },
    ],
  });
}
