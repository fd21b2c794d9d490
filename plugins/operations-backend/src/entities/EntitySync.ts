import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { ServiceUnavailableError, stringifyError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  EntityProfile,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { inTransaction } from '../database/inTransaction';
import { LedgerListener } from '../ledger/LedgerListener';
import { EntityCopyStore, KnownEntity } from './EntityCopyStore';
import { profileDigest } from './profileRow';
import { profileFields, toEntityProfile } from './toEntityProfile';

/** What {@link EntitySync} needs. @internal */
export interface EntitySyncOptions {
  db: Knex;
  catalog: CatalogService;
  auth: AuthService;
  copy: EntityCopyStore;
  listener: LedgerListener;
  now: () => Millis;
  logger: LoggerService;
}

/** What one pass found. @internal */
export interface SyncOutcome {
  seen: number;
  /** References of entities that are new or differ from our copy. */
  changed: string[];
  vanished: number;
}

/** Entities per catalog request and per transaction. */
const PAGE = 500;

/**
 * Keeps our copy of the catalog.
 *
 * @remarks
 * Works with the plugin's own credentials: what a caller may see is decided elsewhere. A pass that breaks off hides nothing,
 * and whatever is missing from a complete pass is asked for by name before it is hidden.
 * @internal
 */
export class EntitySync {
  static create(options: EntitySyncOptions): EntitySync {
    return new EntitySync(options);
  }

  private constructor(private readonly options: EntitySyncOptions) {}

  /** Goes through the whole catalog. */
  async syncAll(signal?: AbortSignal): Promise<SyncOutcome> {
    const { db, catalog, auth, copy, logger } = this.options;
    const credentials = await auth.getOwnServiceCredentials();
    const known = await copy.known(db);
    const missing = new Set(
      [...known].filter(([, { vanished }]) => !vanished).map(([ref]) => ref),
    );
    const outcome: SyncOutcome = { seen: 0, changed: [], vanished: 0 };

    const pages = catalog.streamEntities(
      { fields: profileFields, pageSize: PAGE },
      { credentials },
    );
    for await (const page of pages) {
      if (signal?.aborted) return outcome;
      const profiles = page.map(toEntityProfile);
      for (const { entityRef } of profiles) missing.delete(entityRef);
      outcome.seen += profiles.length;
      outcome.changed.push(...(await this.writeChanged(profiles, known)));
    }

    if (outcome.seen === 0 && missing.size > 0) {
      logger.warn(
        `The catalog answered with no entities at all; the ${missing.size} known ones are kept`,
      );
      return outcome;
    }
    const refs = [...missing];
    for (let at = 0; at < refs.length; at += PAGE) {
      outcome.vanished += await this.confirmGone(refs.slice(at, at + PAGE));
    }
    return outcome;
  }

  /**
   * Asks the catalog for some entities by name and copies those that it has.
   *
   * @throws ServiceUnavailableError while the catalog does not answer: absence would be a guess
   */
  async syncSome(entityRefs: readonly string[]): Promise<void> {
    const { db, copy, logger } = this.options;
    const found = await this.ask(entityRefs).catch(error => {
      logger.warn(`The catalog does not answer: ${stringifyError(error)}`);
      throw new ServiceUnavailableError(
        'The catalog does not answer, so it is not known whether the entity exists',
      );
    });
    const known = await copy.known(db, entityRefs);
    await this.writeChanged(found.map(toEntityProfile), known);
  }

  private async ask(entityRefs: readonly string[]): Promise<Entity[]> {
    const { catalog, auth } = this.options;
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: [...entityRefs], fields: profileFields },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    return items.filter(entity => entity !== undefined);
  }

  private async writeChanged(
    profiles: readonly EntityProfile[],
    known: Map<string, KnownEntity>,
  ): Promise<string[]> {
    const { db, copy, listener, now } = this.options;
    const changed = profiles
      .map(profile => ({ profile, digest: profileDigest(profile) }))
      .filter(({ profile, digest }) => {
        const before = known.get(profile.entityRef);
        return !before || before.vanished || before.digest !== digest;
      });
    if (changed.length === 0) return [];
    const at = now();
    const entityRefs = changed.map(({ profile }) => profile.entityRef);
    await inTransaction(db, async trx => {
      await copy.write(trx, changed, at);
      await listener.onEvidence(trx, { entityRefs, at, cause: 'entity' });
    });
    return entityRefs;
  }

  private async confirmGone(entityRefs: readonly string[]): Promise<number> {
    const { db, copy, listener, now } = this.options;
    const still = (await this.ask(entityRefs)).map(toEntityProfile);
    await this.writeChanged(still, await copy.known(db, entityRefs));
    const present = new Set(still.map(({ entityRef }) => entityRef));
    const gone = entityRefs.filter(ref => !present.has(ref));
    if (gone.length === 0) return 0;
    const at = now();
    await inTransaction(db, async trx => {
      await copy.hide(trx, gone, at);
      await listener.onEvidence(trx, { entityRefs: gone, at, cause: 'entity' });
    });
    return gone.length;
  }
}
