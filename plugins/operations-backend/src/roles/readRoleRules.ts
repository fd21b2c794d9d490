import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { RoleRule } from './RoleRule';

function groupRef(text: string): string {
  return stringifyEntityRef(parseEntityRef(text, { defaultKind: 'group' }));
}

/** The roles of `operations.roles`. @internal */
export function readRoleRules(config: Config): Map<string, RoleRule> {
  const section = config.getOptionalConfig('operations.roles');
  const rules = new Map<string, RoleRule>();
  for (const role of section?.keys() ?? []) {
    const entry = section?.getOptionalConfig(role);
    rules.set(role, {
      groups: (entry?.getOptionalStringArray('groups') ?? []).map(groupRef),
      transitive: entry?.getOptionalBoolean('transitive') ?? false,
      ownerGroup: entry?.getOptionalBoolean('ownerGroup') ?? false,
    });
  }
  return rules;
}
