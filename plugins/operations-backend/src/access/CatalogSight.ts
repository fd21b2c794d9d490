import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';

const nameFields = ['kind', 'metadata.name', 'metadata.namespace'];

/** References per request to the catalog. */
const CHUNK = 500;

/**
 * What a caller sees in the catalog, where the catalog's own conditions decide.
 *
 * @remarks The catalog is asked with the caller's credentials, so that rules we have never heard of hold here too.
 * @internal
 */
export class CatalogSight {
  static create(
    catalog: CatalogService,
    credentials: BackstageCredentials,
  ): CatalogSight {
    return new CatalogSight(catalog, credentials);
  }

  private everything: Promise<Set<string>> | undefined;

  private constructor(
    private readonly catalog: CatalogService,
    private readonly credentials: BackstageCredentials,
  ) {}

  /** Those of the given references that the catalog shows. */
  async among(entityRefs: readonly string[]): Promise<Set<string>> {
    if (this.everything) {
      const all = await this.everything;
      return new Set(entityRefs.filter(ref => all.has(ref)));
    }
    const seen = new Set<string>();
    for (let at = 0; at < entityRefs.length; at += CHUNK) {
      const { items } = await this.catalog.getEntitiesByRefs(
        { entityRefs: entityRefs.slice(at, at + CHUNK), fields: nameFields },
        { credentials: this.credentials },
      );
      for (const item of items) if (item) seen.add(stringifyEntityRef(item));
    }
    return seen;
  }

  /** Every reference that the catalog shows; asked for once. */
  all(): Promise<Set<string>> {
    this.everything ??= this.readAll().catch(error => {
      this.everything = undefined;
      throw error;
    });
    return this.everything;
  }

  private async readAll(): Promise<Set<string>> {
    const refs = new Set<string>();
    const pages = this.catalog.streamEntities(
      { fields: nameFields, pageSize: CHUNK },
      { credentials: this.credentials },
    );
    for await (const page of pages) {
      for (const entity of page) refs.add(stringifyEntityRef(entity));
    }
    return refs;
  }
}
