import {
  BackstageCredentials,
  BackstageUserPrincipal,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ConditionTransformer } from '@backstage/plugin-permission-node';
import {
  Millis,
  operationsEntityReadPermission,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { CatalogSight } from '../access/CatalogSight';
import { CallerView } from '../access/EntityAccess';
import { EntityCondition } from '../access/EntityCondition';
import { requirePerson } from '../access/requirePerson';
import { whereCriteria } from '../access/whereCriteria';
import { whereIn } from '../database/dialect';
import { EntityDirectory } from '../entities/EntityDirectory';
import { RoleService } from '../roles/RoleService';
import { RecordedSight } from './RecordedSight';

/** What {@link SightKeeper} needs. @internal */
export interface SightKeeperOptions {
  db: Knex;
  catalog: CatalogService;
  permissions: PermissionsService;
  directory: EntityDirectory;
  roles: Pick<RoleService, 'membershipsNow'>;
  toConditions: ConditionTransformer<EntityCondition>;
  clock: () => Millis;
}

/** Digests of entities as our copy has them, by reference. */
async function digests(
  db: Knex,
  refs: readonly string[],
): Promise<Map<string, string>> {
  const query = db('ops_entity as e')
    .whereNull('e.vanished_at')
    .select('e.entity_ref', 'e.digest');
  whereIn(query, db, 'e.entity_ref', refs);
  const rows: { entity_ref: string; digest: string }[] = await query;
  return new Map(rows.map(row => [row.entity_ref, row.digest]));
}

/** Records what a person sees while here, and says what of it still stands when the person is not. @internal */
export class SightKeeper {
  static create(options: SightKeeperOptions): SightKeeper {
    return new SightKeeper(options);
  }

  private constructor(private readonly options: SightKeeperOptions) {}

  /** @throws NotAllowedError for a person who is not in the catalog: nobody could say whether such a person still exists */
  async record(
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<RecordedSight> {
    const { db, catalog, permissions, clock } = this.options;
    const person = requirePerson(credentials);
    const at = clock();
    const known = await this.personNow(person);
    if (!known) {
      throw new NotAllowedError(
        `${person} is not in the catalog, so no address can be made for it`,
      );
    }
    const [inCatalog, own] = await permissions.authorizeConditional(
      [
        { permission: catalogEntityReadPermission },
        { permission: operationsEntityReadPermission },
      ],
      { credentials },
    );
    const shown =
      inCatalog.result === AuthorizeResult.CONDITIONAL
        ? await CatalogSight.create(catalog, credentials).all()
        : new Set<string>();
    return {
      at,
      ...known,
      own,
      catalog:
        inCatalog.result === AuthorizeResult.ALLOW
          ? 'all'
          : Object.fromEntries(await digests(db, [...shown])),
    };
  }

  /** What the person may see of what was recorded; undefined where the person is gone or has left a group since. */
  async view(
    person: string,
    sight: RecordedSight,
  ): Promise<Pick<CallerView, 'filter'> | undefined> {
    const { db, toConditions } = this.options;
    const now = await this.personNow(person);
    if (!now || now.uid !== sight.uid) return undefined;
    const groups = new Set(now.groups);
    if (!sight.groups.every(group => groups.has(group))) return undefined;
    const { own, catalog } = sight;
    const unchanged =
      catalog === 'all' ? undefined : await stillTheSame(db, catalog);
    return {
      filter: async (query, column) => {
        const visible = db('ops_entity as e')
          .whereNull('e.vanished_at')
          .select('e.entity_ref');
        if (own.result === AuthorizeResult.CONDITIONAL) {
          whereCriteria(visible, db, toConditions(own.conditions));
        } else if (own.result !== AuthorizeResult.ALLOW) {
          visible.whereRaw('1 = 0');
        }
        query.whereIn(column, visible);
        if (unchanged) whereIn(query, db, column, unchanged);
      },
    };
  }

  /** From the catalog itself, since our copy lags behind it. */
  private async personNow(
    person: string,
  ): Promise<Pick<RecordedSight, 'uid' | 'groups'> | undefined> {
    const { directory, roles } = this.options;
    const membership = (await roles.membershipsNow([person])).get(person);
    const uid = (await directory.uids([person])).get(person);
    if (!membership || uid === undefined) return undefined;
    return { uid, groups: [...membership.all].sort() };
  }
}

/** Entities that are what they were; of others nobody knows what the catalog's rules would say now. */
async function stillTheSame(
  db: Knex,
  recorded: Readonly<Record<string, string>>,
): Promise<string[]> {
  const now = await digests(db, Object.keys(recorded));
  return [...now].flatMap(([ref, digest]) =>
    recorded[ref] === digest ? ref : [],
  );
}
