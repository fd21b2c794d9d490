import { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EntityProfile } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { EntityStore } from '../entities/EntityStore';
import { RoleReader } from '../evaluation/StandingDecisions';
import { memberships, RelationSource } from './memberships';
import { holdsRole, Membership, RoleRule } from './RoleRule';

/** Options of {@link RoleService.create}. @internal */
export interface RoleServiceOptions {
  rules: ReadonlyMap<string, RoleRule>;
  catalog: CatalogService;
  auth: AuthService;
  entities: EntityStore;
}

/**
 * Who holds which role: from the catalog when somebody decides, from our copy of it when something is shown.
 *
 * @remarks Neither the claims of a token nor anything that a component says about itself is ever asked.
 * @internal
 */
export class RoleService implements RoleReader {
  static create(options: RoleServiceOptions): RoleService {
    return new RoleService(options);
  }

  private constructor(private readonly options: RoleServiceOptions) {}

  /** How a role is held; undefined for one that nobody configured. */
  rule(role: string): RoleRule | undefined {
    return this.options.rules.get(role);
  }

  /** Names of all configured roles. */
  roles(): string[] {
    return [...this.options.rules.keys()];
  }

  /** Groups of people as the catalog has them at this moment. */
  async membershipsNow(
    people: readonly string[],
  ): Promise<Map<string, Membership>> {
    try {
      return await memberships(this.fromCatalog(), people);
    } catch (error) {
      throw new ServiceUnavailableError(
        'The catalog does not answer, so it is not known who holds the role',
        error,
      );
    }
  }

  /** Groups of people as our copy has them. */
  membershipsCopied(
    db: Knex,
    people: readonly string[],
  ): Promise<Map<string, Membership>> {
    const { entities } = this.options;
    return memberships(async refs => {
      const profiles = await entities.profiles(db, refs);
      return new Map(
        [...profiles].map(([ref, { relations }]) => [ref, relations]),
      );
    }, people);
  }

  async holds(
    db: Knex,
    questions: readonly {
      entity: EntityProfile;
      pairs: readonly { person: string; role: string }[];
    }[],
  ): Promise<Map<string, Record<string, Record<string, boolean>>>> {
    const people = new Set(
      questions.flatMap(({ pairs }) => pairs.map(({ person }) => person)),
    );
    const answers = new Map<string, Record<string, Record<string, boolean>>>();
    if (people.size === 0) return answers;
    const known = await this.membershipsCopied(db, [...people]);
    for (const { entity, pairs } of questions) {
      const held: Record<string, Record<string, boolean>> = {};
      for (const { person, role } of pairs) {
        held[person] ??= {};
        held[person][role] = holdsRole(
          this.rule(role),
          known.get(person),
          entity.owner,
        );
      }
      answers.set(entity.entityRef, held);
    }
    return answers;
  }

  private fromCatalog(): RelationSource {
    const { catalog, auth } = this.options;
    return async refs => {
      const { items } = await catalog.getEntitiesByRefs(
        {
          entityRefs: [...refs],
          fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
        },
        { credentials: await auth.getOwnServiceCredentials() },
      );
      return new Map(
        items.flatMap(entity =>
          entity
            ? [
                [
                  stringifyEntityRef(entity),
                  (entity.relations ?? []).map(({ type, targetRef }) => ({
                    type,
                    targetRef: targetRef.toLocaleLowerCase('en-US'),
                  })),
                ] as const,
              ]
            : [],
        ),
      );
    };
  }
}
