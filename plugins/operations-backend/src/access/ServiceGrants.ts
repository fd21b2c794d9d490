import { BackstageServicePrincipal } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { ResourcePermission } from '@backstage/plugin-permission-common';

/** What one service may do, from its entry in `operations.ingest`. @internal */
export interface ServiceGrant {
  subject: string;
  /** Sources it may speak for; `*` for all. */
  sources: readonly string[];
  /** Entity references it may speak about, `*` for any text. */
  entities: readonly string[];
  /** Whether it may also read them. */
  read: boolean;
}

/** True where the source is one that the service speaks for. @internal */
export function grantsSource(grant: ServiceGrant, source: string): boolean {
  return grant.sources.includes('*') || grant.sources.includes(source);
}

/** True where the entity is one that the service speaks about. @internal */
export function grantsEntity(grant: ServiceGrant, entityRef: string): boolean {
  return grant.entities.some(pattern => matches(pattern, entityRef));
}

/** Matches `*` against any text in linear time, so that no pattern can stall us. */
function matches(pattern: string, text: string): boolean {
  const [head, ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === text;
  const tail = rest.pop() ?? '';
  if (!text.startsWith(head) || text.length < head.length + tail.length) {
    return false;
  }
  let at = head.length;
  const end = text.length - tail.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return at <= end && text.endsWith(tail);
}

/**
 * What services may do: nothing, except what `operations.ingest` names for their subject.
 *
 * @internal
 */
export class ServiceGrants {
  static fromConfig(config: Config): ServiceGrants {
    const entries =
      config.getOptionalConfigArray('operations.ingest')?.map(entry => ({
        subject: entry.getString('subject'),
        sources: entry.getStringArray('sources'),
        entities: entry
          .getStringArray('entities')
          .map(pattern => pattern.toLocaleLowerCase('en-US')),
        read: entry.getOptionalBoolean('read') ?? false,
      })) ?? [];
    return new ServiceGrants(entries);
  }

  private constructor(private readonly grants: readonly ServiceGrant[]) {}

  /**
   * The grant under which a service may do something.
   *
   * @remarks
   * A token from outside must be restricted to the permission by name: one that may do anything on this backend is refused
   * here, whatever its grant says. Other plugins of this backend have no restrictions to name and need the grant only.
   */
  find(
    principal: BackstageServicePrincipal,
    permission: ResourcePermission,
  ): ServiceGrant | undefined {
    const { subject, accessRestrictions } = principal;
    const named = accessRestrictions?.permissionNames?.includes(
      permission.name,
    );
    if (!named && !subject.startsWith('plugin:')) return undefined;
    const plain = subject.replace(/^external:/, '');
    return this.grants.find(
      grant => grant.subject === subject || grant.subject === plain,
    );
  }
}
