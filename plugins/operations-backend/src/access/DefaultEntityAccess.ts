import {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { ConditionTransformer } from '@backstage/plugin-permission-node';
import {
  Millis,
  operationsEntityReadPermission,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { EntityDirectory } from '../entities/EntityDirectory';
import { CallerCache } from './CallerCache';
import { CatalogSight } from './CatalogSight';
import { DefaultCallerView } from './DefaultCallerView';
import { CallerCredentials, CallerView, EntityAccess } from './EntityAccess';
import { EntityCondition } from './EntityCondition';
import { entityPatternCondition } from './entityPatternCondition';
import { grantsEntity, ServiceGrants } from './ServiceGrants';

/** What {@link DefaultEntityAccess} needs. @internal */
export interface EntityAccessOptions {
  db: Knex;
  auth: AuthService;
  catalog: CatalogService;
  permissions: PermissionsService;
  directory: EntityDirectory;
  grants: ServiceGrants;
  /** Turns our own conditions into SQL. */
  toConditions: ConditionTransformer<EntityCondition>;
  now: () => Millis;
}

type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/** How long a decision about what somebody may see holds. */
const DECISION_HOLDS = 5_000;

/** How long the set of entities that the catalog shows to somebody holds; at 10,000 entities it takes a second to ask for. */
const SIGHT_HOLDS = 20_000;

/** Nobody: matches no entity. */
const nothing: EntityCondition = builder => builder.whereRaw('1 = 0');

/** Decides by the permission framework for people, by configured grants for services. @internal */
export class DefaultEntityAccess implements EntityAccess {
  static create(options: EntityAccessOptions): DefaultEntityAccess {
    const { now } = options;
    return new DefaultEntityAccess(
      options,
      CallerCache.create(DECISION_HOLDS, now),
      CallerCache.create(SIGHT_HOLDS, now),
    );
  }

  private constructor(
    private readonly options: EntityAccessOptions,
    private readonly views: CallerCache<CallerView>,
    private readonly sights: CallerCache<CatalogSight>,
  ) {}

  view(
    credentials: CallerCredentials,
    permission: ResourcePermission = operationsEntityReadPermission,
  ): Promise<CallerView> {
    return this.views.get(credentials.principal, permission.name, () =>
      this.decide(credentials, permission, () =>
        this.sights.get(credentials.principal, 'catalog', async () =>
          this.look(credentials),
        ),
      ),
    );
  }

  async requireVisible(
    credentials: CallerCredentials,
    entityRef: string,
  ): Promise<void> {
    const view = await this.view(credentials);
    if (!(await view.canSee(entityRef))) throw notFound(entityRef);
  }

  async requirePermission(
    credentials: CallerCredentials,
    permission: ResourcePermission,
    entityRef: string,
  ): Promise<void> {
    const { auth, permissions, grants } = this.options;
    const read = operationsEntityReadPermission;
    const view = await this.decide(credentials, read, async () =>
      this.look(credentials),
    );
    if (!(await view.canSee(entityRef))) throw notFound(entityRef);
    if (permission.name === read.name) return;
    if (auth.isPrincipal(credentials, 'service')) {
      const grant = grants.find(credentials.principal, permission);
      if (grant && grantsEntity(grant, entityRef)) return;
    } else {
      const [decision] = await permissions.authorize(
        [{ permission, resourceRef: entityRef }],
        { credentials },
      );
      if (decision.result === AuthorizeResult.ALLOW) return;
    }
    throw new NotAllowedError(`${permission.name} is denied for ${entityRef}`);
  }

  async reach(
    credentials: CallerCredentials,
    permission: ResourcePermission,
  ): Promise<'everywhere' | 'somewhere'> {
    const { auth, permissions, grants } = this.options;
    const denied = new NotAllowedError(`${permission.name} is denied`);
    if (auth.isPrincipal(credentials, 'service')) {
      const grant = grants.find(credentials.principal, permission);
      if (!grant || (writesNothing(permission) && !grant.read)) throw denied;
      return grant.entities.includes('*') ? 'everywhere' : 'somewhere';
    }
    const [decision] = await permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.DENY) throw denied;
    return decision.result === AuthorizeResult.ALLOW
      ? 'everywhere'
      : 'somewhere';
  }

  private look(credentials: CallerCredentials): CatalogSight {
    return CatalogSight.create(this.options.catalog, credentials);
  }

  private decide(
    credentials: CallerCredentials,
    permission: ResourcePermission,
    sight: () => Promise<CatalogSight>,
  ): Promise<CallerView> {
    return this.options.auth.isPrincipal(credentials, 'service')
      ? this.decideService(credentials, permission)
      : this.decideUser(credentials as UserCredentials, permission, sight);
  }

  private async decideService(
    credentials: CallerCredentials,
    permission: ResourcePermission,
  ): Promise<CallerView> {
    const { db, directory, auth, grants } = this.options;
    const grant = auth.isPrincipal(credentials, 'service')
      ? grants.find(credentials.principal, permission)
      : undefined;
    if (!grant || (writesNothing(permission) && !grant.read)) {
      return DefaultCallerView.create({ db, directory, criteria: nothing });
    }
    const { entities } = grant;
    return entities.includes('*')
      ? DefaultCallerView.create({ db, directory })
      : DefaultCallerView.create({
          db,
          directory,
          criteria: entityPatternCondition(entities),
        });
  }

  private async decideUser(
    credentials: UserCredentials,
    permission: ResourcePermission,
    sight: () => Promise<CatalogSight>,
  ): Promise<CallerView> {
    const { db, directory, permissions, toConditions } = this.options;
    const own = [...new Set([operationsEntityReadPermission, permission])];
    const [inCatalog, ...decisions] = await permissions.authorizeConditional(
      [catalogEntityReadPermission, ...own].map(wanted => ({
        permission: wanted,
      })),
      { credentials },
    );
    const criteria = decisions.flatMap(decision => {
      if (decision.result === AuthorizeResult.ALLOW) return [];
      if (decision.result === AuthorizeResult.CONDITIONAL) {
        return [toConditions(decision.conditions)];
      }
      return [nothing];
    });
    if (inCatalog.result === AuthorizeResult.DENY) criteria.push(nothing);
    const [first, ...rest] = criteria;
    return DefaultCallerView.create({
      db,
      directory,
      ...(first && { criteria: { allOf: [first, ...rest] } }),
      ...(inCatalog.result === AuthorizeResult.CONDITIONAL && {
        catalog: await sight(),
      }),
    });
  }
}

/** Only what a service pushes needs no leave to read. */
function writesNothing(permission: ResourcePermission): boolean {
  return permission.attributes.action === 'read';
}

function notFound(entityRef: string): NotFoundError {
  return new NotFoundError(`There is no entity ${entityRef}`);
}
