import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { backupRun } from '../shared/records';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { FormatFile, isRecord } from '../FormatFile';
import {
  BareFile,
  bareFile,
  countOf,
  doubtsOf,
  timeOf,
  valueOf,
} from './bareFile';
import { checkEntity, datasetOf } from './envelope';
import { nativeOrBare } from './nativeOrBare';
import { lastSuccessFile, LastSuccessFile } from './proofFiles';

const ID = 'native-backup';

const archiveNames = ['archive', 'artifact', 'backup', 'file', 'path'];
const archived =
  /\.(tar|tgz|tbz2?|txz|gz|bz2|xz|zst|zip|7z|sql|dump|bak|backup)(\.(gpg|age|enc))?$/i;
const sizeNames = ['sizeBytes', 'size_bytes', 'size', 'bytes'];

/**
 * `last_success.json`: what a backup script writes when a backup is complete.
 *
 * @remarks
 * Also read without `schemaVersion`, as the Phase 07 document's own scripts write it: an archive, a time, perhaps a size. A
 * success with an exit code, an empty archive or an empty manifest is none.
 * @public
 */
export const nativeBackup: Format = {
  id: ID,
  title: 'last_success.json',
  tool: 'operations restore-proof, or any script',
  versions: 'schema 1, and the bare form',
  mediaTypes: ['application/json'],
  detect: file => isNative(file) || (isBare(file) && isNamedAsBackup(file)),
  parse: (file, context) =>
    nativeOrBare(file, context, {
      id: ID,
      schema: lastSuccessFile,
      wanted: 'an archive with a time',
      isBare,
      readBare,
      readNative,
    }),
};

function isNative(file: FormatFile): boolean {
  const { json } = file;
  return isRecord(json) && 'schemaVersion' in json && isRecord(json.artifact);
}

function isBare(file: FormatFile): boolean {
  const bare = bareFile(file.json);
  if (!bare) return false;
  const named = archiveNames.some(name => typeof bare[name] === 'string');
  const timed = 'timestamp' in bare || 'completed_at' in bare || 'time' in bare;
  const sized = sizeNames.some(name => name in bare) || 'sha256' in bare;
  return named && (timed || sized) && !('missing' in bare);
}

/** That some file has a path and a time makes it no backup: it has to be called one, or to be an archive. */
function isNamedAsBackup(file: FormatFile): boolean {
  const bare = bareFile(file.json) ?? {};
  if (['archive', 'artifact', 'backup'].some(name => name in bare)) return true;
  return [bare.file, bare.path].some(
    name => typeof name === 'string' && archived.test(name),
  );
}

function readNative(
  success: LastSuccessFile,
  context: FormatContext,
  warnings: string[],
): EvidenceInput {
  checkEntity(ID, success.entityRef, context);
  const dataset = datasetOf(success.dataset, context, warnings);
  const { artifact, manifest, location } = success;
  const doubts = [
    ...(success.exitCode === 0 ? [] : [`exit code ${success.exitCode}`]),
    ...(artifact.sizeBytes > 0 ? [] : ['the archive is empty']),
    ...(manifest.fileCount > 0 ? [] : ['the manifest lists no files']),
  ];
  const doubted = success.status === 'success' && doubts.length > 0;
  return backupRun(context, 'native', `${dataset}/${success.startedAt}`, {
    dataset,
    tool: success.tool,
    startedAt: success.startedAt,
    completedAt: success.completedAt,
    recoveryPoint: success.recoveryPoint,
    outcome: doubted ? 'failed' : success.status,
    sizeBytes: artifact.sizeBytes,
    sha256: artifact.sha256,
    manifest: { fileCount: manifest.fileCount, sha256: manifest.sha256 },
    ...(location && {
      location: {
        class: location.class,
        uri: location.uri,
        verifiedAt: location.verifiedAt,
      },
    }),
    ...(success.retentionUntil && { retainUntil: success.retentionUntil }),
    ...(doubts.length > 0 && { reason: doubts.join(', ') }),
    toolStatus: { status: success.status, exitCode: success.exitCode },
  });
}

function readBare(
  bare: BareFile,
  context: FormatContext,
  warnings: string[],
): EvidenceInput {
  const { at, said } = timeOf(ID, bare, context);
  if (!said) {
    throw new FormatError(
      `${ID}: the file carries no time; say when the backup was made with observedAt=<instant>`,
    );
  }
  const dataset = datasetOf(text(bare.dataset), context, warnings);
  const size = countOf(bare, sizeNames);
  const empty = size === 0;
  const sha256 = text(bare.sha256);
  const valid = sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256);
  const reasons = [
    ...doubtsOf(bare, context),
    ...(empty ? ['the archive is empty'] : []),
  ];
  warnings.push(
    'the bare form does not say up to when the data reaches; the time of the backup is taken',
  );
  return backupRun(context, 'native', `${dataset}/${at}`, {
    dataset,
    tool: text(bare.tool) ?? 'script',
    completedAt: at,
    recoveryPoint: at,
    outcome: reasons.length === 0 ? 'success' : 'failed',
    ...(size !== undefined && { sizeBytes: size }),
    ...(valid && { sha256 }),
    ...(reasons.length > 0 && { reason: reasons.join(', ') }),
    toolStatus: { archive: text(valueOf(bare, archiveNames)) ?? null },
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== ''
    ? value.slice(0, 253)
    : undefined;
}
