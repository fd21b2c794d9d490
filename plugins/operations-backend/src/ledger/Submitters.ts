import { AuthService } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { operationsEvidenceCreatePermission } from '@backstage-operations/plugin-operations-common';
import { CallerCredentials, EntityAccess } from '../access/EntityAccess';
import {
  grantsEntity,
  grantsSource,
  ServiceGrants,
} from '../access/ServiceGrants';
import { EntityDirectory } from '../entities/EntityDirectory';
import { Submitter } from './Submitter';

/** The source of everything that a person says. */
const MANUAL = 'manual';

/** What {@link Submitters} needs. @internal */
export interface SubmittersOptions {
  auth: AuthService;
  access: EntityAccess;
  grants: ServiceGrants;
  directory: EntityDirectory;
}

/** Makes submitters of credentials. @internal */
export class Submitters {
  static create(options: SubmittersOptions): Submitters {
    return new Submitters(options);
  }

  private constructor(private readonly options: SubmittersOptions) {}

  /**
   * Who sends, with what they may say.
   *
   * @throws NotAllowedError for a service that may send nothing
   */
  async of(credentials: CallerCredentials): Promise<Submitter> {
    const { auth } = this.options;
    if (auth.isPrincipal(credentials, 'service')) {
      return this.service(credentials);
    }
    if (auth.isPrincipal(credentials, 'user')) {
      return this.person(credentials, credentials.principal.userEntityRef);
    }
    throw new NotAllowedError('Nobody in particular may send no evidence');
  }

  /** What the plugin itself reads, for example from the entity's own repository. */
  own(name: string): Submitter {
    const existing = (refs: readonly string[]) => this.existing(refs);
    return {
      ref: `service:${name}`,
      person: false,
      sourceOf: said => said,
      refuses: () => undefined,
      visible: existing,
      permitted: existing,
    };
  }

  private person(
    credentials: CallerCredentials,
    userEntityRef: string,
  ): Submitter {
    const { access } = this.options;
    return {
      ref: userEntityRef,
      person: true,
      sourceOf: () => MANUAL,
      refuses: () => undefined,
      visible: async refs => (await access.view(credentials)).visible(refs),
      permitted: async refs => {
        const view = await access.view(
          credentials,
          operationsEvidenceCreatePermission,
        );
        return view.visible(refs);
      },
    };
  }

  private service(credentials: CallerCredentials): Submitter {
    const { auth, grants } = this.options;
    const grant = auth.isPrincipal(credentials, 'service')
      ? grants.find(credentials.principal, operationsEvidenceCreatePermission)
      : undefined;
    if (!grant) {
      throw new NotAllowedError(
        'This service may send no evidence: its token must name operations.evidence.create and operations.ingest must name its subject',
      );
    }
    return {
      ref: `service:${grant.subject}`,
      person: false,
      sourceOf: said => said,
      refuses: input => {
        if (!grantsSource(grant, input.source)) {
          const message = `this service may not speak for ${input.source}`;
          return { field: 'source', message };
        }
        if (!grantsEntity(grant, input.entityRef)) {
          const message = 'this service may not speak about this entity';
          return { field: 'entityRef', message };
        }
        return undefined;
      },
      visible: refs => this.existing(refs),
      permitted: refs => this.existing(refs),
    };
  }

  private async existing(refs: readonly string[]): Promise<Set<string>> {
    return new Set((await this.options.directory.uids(refs)).keys());
  }
}
