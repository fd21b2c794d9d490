import {
  EvidenceInput,
  EvidencePayload,
} from '@backstage-operations/plugin-operations-common';
import { restoreTest } from '../shared/records';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { FormatFile, isRecord } from '../FormatFile';
import {
  BareFile,
  bareFile,
  countOf,
  doubtsOf,
  listOf,
  timeOf,
} from './bareFile';
import { checkEntity, datasetOf } from './envelope';
import { nativeOrBare } from './nativeOrBare';
import { lastRestoreFile, LastRestoreFile, RestoreCheck } from './proofFiles';
import { isProofText, readProofText } from './proofText';

const ID = 'native-restore';

const missingNames = ['missing', 'missing_files', 'missingFiles'];
const extraNames = ['extra', 'extra_files', 'extraFiles', 'unexpected'];
const mismatchedNames = [
  'mismatched',
  'mismatched_files',
  'mismatchedFiles',
  'different',
  'changed',
  'corrupt',
];
const restoredNames = [
  'restored',
  'restored_files',
  'restoredFiles',
  'extracted',
  'files',
  'file_count',
];

/**
 * `last_restore.json` and `restore-proof.txt`: what a restore test writes, passed or failed.
 *
 * @remarks
 * Also read without `schemaVersion`, as the Phase 07 document's own scripts write it: a list of missing files. A test that
 * restored nothing proves nothing, whatever it calls itself.
 * @public
 */
export const nativeRestore: Format = {
  id: ID,
  title: 'last_restore.json and restore-proof.txt',
  tool: 'operations restore-proof, or any script',
  versions: 'schema 1, and the bare form',
  mediaTypes: ['application/json', 'text/plain'],
  detect: file => isNative(file) || isBare(file) || isProofText(file),
  parse: (file, context) =>
    file.json === undefined && isProofText(file)
      ? readProofText(file, context)
      : nativeOrBare(file, context, {
          id: ID,
          schema: lastRestoreFile,
          wanted: 'a list of missing files',
          isBare,
          readBare,
          readNative,
        }),
};

function isNative(file: FormatFile): boolean {
  const { json } = file;
  return isRecord(json) && 'schemaVersion' in json && 'missingFiles' in json;
}

function isBare(file: FormatFile): boolean {
  const bare = bareFile(file.json);
  return bare !== undefined && listOf(bare, missingNames) !== undefined;
}

function readNative(
  restore: LastRestoreFile,
  context: FormatContext,
  warnings: string[],
): EvidenceInput {
  checkEntity(ID, restore.entityRef, context);
  const dataset = datasetOf(restore.dataset, context, warnings);
  const checks = [...restore.checks, ...doubts(restore)];
  const { sha256, recoveryPoint } = restore.backupRef;
  return restoreTest(context, 'native', `${dataset}/${restore.startedAt}`, {
    dataset,
    backup: { sha256, recoveryPoint },
    startedAt: restore.startedAt,
    completedAt: restore.completedAt,
    level: restore.restoredFiles > 0 ? restore.level ?? 'L0' : 'L0',
    checks,
    missing: restore.missingFiles,
    extra: restore.extraFiles,
    mismatched: restore.mismatched,
    ...(restore.durations && { durations: restore.durations }),
    isolated: restore.target.isolated,
    ...(restore.expectedToFail && { expectedToFail: true }),
    ...(restore.operator && { operator: restore.operator }),
    ...(restore.reason && { reason: restore.reason }),
  });
}

/** Checks that the file's own figures fail, whatever its result says. */
function doubts(restore: LastRestoreFile): RestoreCheck[] {
  const found: RestoreCheck[] = [];
  if (restore.restoredFiles === 0) found.push(somethingRestored(0));
  const failedNowhere = restore.checks.every(({ result }) => result !== 'fail');
  if (
    (restore.result === 'failed' || restore.level === null) &&
    failedNowhere &&
    found.length === 0
  ) {
    found.push({
      name: 'result of the test',
      kind: 'smoke',
      expected: 'success',
      actual: restore.result,
      result: 'fail',
    });
  }
  return found;
}

/** The check that there was anything to compare; skipped where the count is not known. */
export function somethingRestored(count: number | undefined): RestoreCheck {
  const known = count === undefined ? 'skip' : 'fail';
  return {
    name: 'something was restored',
    kind: 'manifest',
    expected: 'at least 1 file',
    actual: count ?? 'not known',
    result: count !== undefined && count > 0 ? 'pass' : known,
  };
}

function readBare(
  bare: BareFile,
  context: FormatContext,
  warnings: string[],
): EvidenceInput {
  const { at, said } = timeOf(ID, bare, context);
  if (!said) {
    throw new FormatError(
      `${ID}: the file carries no time; say when the restore was tested with observedAt=<instant>`,
    );
  }
  const datasetSaid = typeof bare.dataset === 'string' ? bare.dataset : '';
  const dataset = datasetOf(datasetSaid, context, warnings);
  const restored = countOf(bare, restoredNames);
  const missing = listOf(bare, missingNames) ?? [];
  const extra = listOf(bare, extraNames);
  const mismatched = listOf(bare, mismatchedNames);
  const wrong = doubtsOf(bare, context);
  const payload: EvidencePayload<'restore-test'> = {
    dataset,
    completedAt: at,
    level:
      restored !== undefined && restored > 0 && wrong.length === 0
        ? 'L2'
        : 'L0',
    checks: [
      { ...somethingRestored(restored), kind: 'smoke' },
      {
        name: 'missing files',
        kind: 'manifest',
        expected: 0,
        actual: missing.length,
        // Names were compared, contents were not: that is no comparison with the manifest.
        result: missing.length > 0 ? 'fail' : 'skip',
      },
      ...[
        { name: 'extra files', count: countOf(bare, extraNames) ?? 0 },
        {
          name: 'mismatched files',
          count: countOf(bare, mismatchedNames) ?? 0,
        },
      ]
        .filter(({ count }) => count > 0)
        .map(({ name, count }) => ({
          name,
          kind: 'manifest' as const,
          expected: 0,
          actual: count,
          result: 'fail' as const,
        })),
      ...wrong.map(name => ({
        name: name.slice(0, 250),
        kind: 'smoke' as const,
        result: 'fail' as const,
      })),
    ],
    missing,
    ...(extra && { extra }),
    ...(mismatched && { mismatched }),
    ...(wrong.length > 0 && { reason: wrong.join(', ').slice(0, 500) }),
    // The scripts extract into a folder of their own.
    isolated: true,
  };
  warnings.push(
    restored === undefined
      ? 'the file does not say how many files were restored, so it proves no restore'
      : 'the bare form proves that files were restored, not that their contents are right: at most L2',
  );
  return restoreTest(context, 'native', `${dataset}/${at}`, payload);
}
