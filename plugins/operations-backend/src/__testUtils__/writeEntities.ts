import { EntityProfile } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { DatabaseEntityCopyStore } from '../entities/DatabaseEntityCopyStore';
import { profileDigest } from '../entities/profileRow';

/** Puts entities into the copy of the catalog. @internal */
export async function writeEntities(
  db: Knex,
  profiles: readonly EntityProfile[],
  now = 0,
): Promise<void> {
  await db.transaction(trx =>
    DatabaseEntityCopyStore.create().write(
      trx,
      profiles.map(profile => ({ profile, digest: profileDigest(profile) })),
      now,
    ),
  );
}
