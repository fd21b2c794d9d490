import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { EntityCopyStore } from './EntityCopyStore';
import { EntitySync } from './EntitySync';

/** How long an answer of the catalog that there is no such entity is believed. */
const BELIEVED = 5_000;

/** How long an entity that exists is not looked up again: the copy itself is older than that. */
const FRESH = 2_000;

/** Names that are remembered at most, so that guessing names fills no memory. */
const REMEMBERED = 20_000;

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
  private readonly recent = new Map<string, { uid: string; until: Millis }>();

  private constructor(
    private readonly db: Knex,
    private readonly copy: EntityCopyStore,
    private readonly sync: EntitySync,
    private readonly now: () => Millis,
  ) {}

  /** `metadata.uid` of those that exist, by reference. */
  async uids(entityRefs: readonly string[]): Promise<Map<string, string>> {
    const now = this.now();
    const found = new Map<string, string>();
    const asked: string[] = [];
    for (const ref of entityRefs) {
      const known = this.recent.get(ref);
      if (known && known.until > now) found.set(ref, known.uid);
      else asked.push(ref);
    }
    await this.lookUp(asked, found, now);
    const missing = asked.filter(
      ref => !found.has(ref) && !((this.unknownUntil.get(ref) ?? 0) > now),
    );
    if (missing.length === 0) return found;
    await this.sync.syncSome(missing);
    await this.lookUp(missing, found, now);
    for (const ref of missing) {
      if (!found.has(ref)) remember(this.unknownUntil, ref, now + BELIEVED);
    }
    return found;
  }

  private async lookUp(
    refs: readonly string[],
    found: Map<string, string>,
    now: Millis,
  ): Promise<void> {
    if (refs.length === 0) return;
    const known = await this.copy.known(this.db, refs);
    for (const [ref, { uid, vanished }] of known) {
      if (vanished) continue;
      found.set(ref, uid);
      remember(this.recent, ref, { uid, until: now + FRESH });
    }
  }
}

function remember<T>(memory: Map<string, T>, ref: string, value: T): void {
  if (memory.size >= REMEMBERED) memory.clear();
  memory.set(ref, value);
}
