import { EvidenceKind } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { bulkUpsert } from '../database/bulkUpsert';
import { whereIn } from '../database/dialect';

/** A kind of evidence of one entity. @internal */
export interface EvidenceStream {
  entityUid: string;
  kind: string;
}

/** How often what is known of an entity has changed, by kind. @internal */
export type Revisions = { [K in EvidenceKind]?: number };

/**
 * Counts one more change of what is known; in the transaction of the change.
 *
 * @remarks In one order for everybody, so that two writers wait for each other instead of locking each other out.
 * @internal
 */
export async function countChanges(
  trx: Knex,
  streams: readonly EvidenceStream[],
): Promise<void> {
  const distinct = new Map(
    streams.map(stream => [`${stream.entityUid} ${stream.kind}`, stream]),
  );
  await bulkUpsert(trx, {
    table: 'ops_evidence_revision',
    columns: { entity_uid: 'text', kind: 'text', revision: 'bigint' },
    conflict: ['entity_uid', 'kind'],
    merge: { revision: 'ops_evidence_revision.revision + 1' },
    rows: [...distinct]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { entityUid, kind }]) => ({
        entity_uid: entityUid,
        kind,
        revision: 1,
      })),
  });
}

/** Revisions by `metadata.uid`; kinds of which nothing was ever written are absent. @internal */
export async function revisionsOf(
  db: Knex,
  entityUids: readonly string[],
): Promise<Map<string, Revisions>> {
  const query = db('ops_evidence_revision').select(
    'entity_uid',
    'kind',
    'revision',
  );
  whereIn(query, db, 'entity_uid', entityUids);
  const rows: {
    entity_uid: string;
    kind: EvidenceKind;
    revision: number | string;
  }[] = await query;
  const found = new Map<string, Revisions>();
  for (const { entity_uid: uid, kind, revision } of rows) {
    const revisions = found.get(uid) ?? {};
    revisions[kind] = Number(revision);
    found.set(uid, revisions);
  }
  return found;
}
