import {
  EntityProfile,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { whereIn } from '../database/dialect';
import { insertRows } from '../database/insertRows';
import { EntityCopyStore, KnownEntity } from './EntityCopyStore';
import { profileColumns, toProfileRow } from './profileRow';

const updates = Object.keys(profileColumns)
  .filter(column => column !== 'entity_ref')
  .map(column => `${column} = excluded.${column}`)
  .join(', ');

/** Writes the copy of the catalog in the plugin's database. @internal */
export class DatabaseEntityCopyStore implements EntityCopyStore {
  static create(): DatabaseEntityCopyStore {
    return new DatabaseEntityCopyStore();
  }

  private constructor() {}

  async known(
    db: Knex,
    entityRefs?: readonly string[],
  ): Promise<Map<string, KnownEntity>> {
    const query = db('ops_entity').select(
      'entity_ref',
      'uid',
      'digest',
      'vanished_at',
    );
    if (entityRefs) whereIn(query, db, 'entity_ref', entityRefs);
    const rows: {
      entity_ref: string;
      uid: string;
      digest: string;
      vanished_at: unknown;
    }[] = await query;
    return new Map(
      rows.map(({ entity_ref, uid, digest, vanished_at }) => [
        entity_ref,
        { uid, digest, vanished: vanished_at !== null },
      ]),
    );
  }

  async write(
    trx: Knex.Transaction,
    entities: readonly { profile: EntityProfile; digest: string }[],
    now: Millis,
  ): Promise<void> {
    const sorted = [...entities].sort((a, b) =>
      a.profile.entityRef < b.profile.entityRef ? -1 : 1,
    );
    await insertRows(trx, {
      table: 'ops_entity',
      columns: profileColumns,
      rows: sorted.map(({ profile, digest }) =>
        toProfileRow(profile, digest, now),
      ),
      tail: `on conflict (entity_ref) do update set ${updates}`,
    });
    const profiles = sorted.map(({ profile }) => profile);
    await replaceRelations(trx, profiles);
    await recordLives(trx, profiles, now);
  }

  async hide(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
    now: Millis,
  ): Promise<void> {
    for (const table of ['ops_entity', 'ops_entity_life']) {
      const query = trx(table).whereNull('vanished_at');
      whereIn(query, trx, 'entity_ref', entityRefs);
      await query.update({ vanished_at: now });
    }
  }
}

async function replaceRelations(
  trx: Knex.Transaction,
  profiles: readonly EntityProfile[],
): Promise<void> {
  const gone = trx('ops_relation');
  whereIn(
    gone,
    trx,
    'source_ref',
    profiles.map(({ entityRef }) => entityRef),
  );
  await gone.delete();
  await insertRows(trx, {
    table: 'ops_relation',
    columns: { source_ref: 'text', type: 'text', target_ref: 'text' },
    rows: profiles.flatMap(({ entityRef, relations }) =>
      relations.map(({ type, targetRef }) => ({
        source_ref: entityRef,
        type,
        target_ref: targetRef,
      })),
    ),
    tail: 'on conflict do nothing',
  });
}

/** Keeps who was in the catalog when, so that a past population can be told. */
async function recordLives(
  trx: Knex.Transaction,
  profiles: readonly EntityProfile[],
  now: Millis,
): Promise<void> {
  const replaced = trx('ops_entity_life').whereNull('vanished_at');
  whereIn(
    replaced,
    trx,
    'entity_ref',
    profiles.map(({ entityRef }) => entityRef),
  );
  await replaced
    .whereNotIn(
      'uid',
      trx('ops_entity')
        .select('uid')
        .where('ops_entity.entity_ref', trx.ref('ops_entity_life.entity_ref')),
    )
    .update({ vanished_at: now });
  await insertRows(trx, {
    table: 'ops_entity_life',
    columns: { uid: 'text', entity_ref: 'text', appeared_at: 'bigint' },
    rows: profiles.map(({ uid, entityRef }) => ({
      uid,
      entity_ref: entityRef,
      appeared_at: now,
    })),
    // The same uid again: it was gone for a while, which is not a second life.
    tail: 'on conflict (uid) do update set vanished_at = null',
  });
}
