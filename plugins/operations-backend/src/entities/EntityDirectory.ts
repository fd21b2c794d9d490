import { ServiceUnavailableError } from '@backstage/errors';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { EntityCopyStore } from './EntityCopyStore';
import { EntitySync } from './EntitySync';

/** How long an answer of the catalog that there is no such entity is believed. */
const BELIEVED = 5_000;

/** Names that are remembered as unknown at most, so that guessing names fills no memory. */
const REMEMBERED = 10_000;

/**
 * Knows which entities exist, and asks the catalog for those it has not heard of yet.
 *
 * @internal
 */
export class EntityDirectory {
  static create(options: {
    db: Knex;
    copy: EntityCopyStore;
    sync: EntitySync;
    now: () => Millis;
  }): EntityDirectory {
    return new EntityDirectory(
      options.db,
      options.copy,
      options.sync,
      options.now,
    );
  }

  private readonly unknownUntil = new Map<string, Millis>();

  private constructor(
    private readonly db: Knex,
    private readonly copy: EntityCopyStore,
    private readonly sync: EntitySync,
    private readonly now: () => Millis,
  ) {}

  /** `metadata.uid` of those that exist, by reference. */
  async uids(entityRefs: readonly string[]): Promise<Map<string, string>> {
    const found = await this.lookUp(entityRefs);
    const now = this.now();
    const missing = entityRefs.filter(
      ref => !found.has(ref) && !((this.unknownUntil.get(ref) ?? 0) > now),
    );
    if (missing.length === 0) return found;
    try {
      await this.sync.syncSome(missing);
    } catch (error) {
      throw new ServiceUnavailableError(
        'The catalog does not answer, so it is not known whether the entity exists',
        error,
      );
    }
    for (const [ref, uid] of await this.lookUp(missing)) found.set(ref, uid);
    this.remember(
      missing.filter(ref => !found.has(ref)),
      now + BELIEVED,
    );
    return found;
  }

  private async lookUp(refs: readonly string[]): Promise<Map<string, string>> {
    const known = await this.copy.known(this.db, refs);
    return new Map(
      [...known]
        .filter(([, { vanished }]) => !vanished)
        .map(([ref, { uid }]) => [ref, uid]),
    );
  }

  private remember(refs: readonly string[], until: Millis): void {
    if (this.unknownUntil.size + refs.length > REMEMBERED) {
      this.unknownUntil.clear();
    }
    for (const ref of refs) this.unknownUntil.set(ref, until);
  }
}
