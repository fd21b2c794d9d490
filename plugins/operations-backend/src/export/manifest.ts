import {
  canonicalJson,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { StoredCheckpoint } from '../log/CheckpointStore';
import { ExportScope } from './ExportScope';
import { PackFile } from './Spool';

/** What a manifest tells beside the files. @internal */
export interface ManifestOptions {
  scope: ExportScope;
  checkpoint: StoredCheckpoint;
  /** Name of the log. */
  origin: string;
  /** Public key of the log, as text. */
  key: string;
  files: readonly PackFile[];
}

/** Sentences about what a reader might look for in a pack and does not find. @internal */
export function leftOut({ view, sight, entities }: ExportScope): string[] {
  return [
    ...(view === 'controlled'
      ? [
          'What people wrote (comments, reasons, tickets), and payloads and links of records; their digests are there.',
        ]
      : []),
    ...(sight.narrow
      ? [
          'Entities that whoever took the pack may not see, and all that are deleted; of their log entries only the hashes are there.',
        ]
      : []),
    ...(sight.general && !entities
      ? []
      : ['Log entries about no entity in particular; their hashes are there.']),
  ];
}

/**
 * The manifest: what the pack is about, and path, size and digest of every file but itself and its signature.
 *
 * @remarks Canonical JSON without any clock: the same content gives the same bytes.
 * @internal
 */
export function manifestOf(options: ManifestOptions): string {
  const { scope, checkpoint, origin, key, files } = options;
  const { period, cut, entities, scorecards, view } = scope;
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return `${canonicalJson({
    format: 'backstage-operations.io/auditor-pack/v1',
    origin,
    key,
    checkpoint: { size: checkpoint.size, root: checkpoint.root },
    asOf: toIso(cut),
    period: { from: toIso(period.from), to: toIso(period.to) },
    entities: entities ? [...entities].sort() : null,
    scorecards: scorecards ? [...scorecards].sort() : null,
    view,
    leftOut: leftOut(scope),
    files: sorted.map(({ path, mediaType, bytes, sha256 }) => ({
      path,
      mediaType,
      bytes,
      sha256,
    })),
  })}\n`;
}
