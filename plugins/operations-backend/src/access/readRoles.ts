import { Config } from '@backstage/config';
import { RoleHolders } from './rules';

/** The roles of `operations.roles`, as far as permission conditions need them. @internal */
export function readRoles(config: Config): Map<string, RoleHolders> {
  const section = config.getOptionalConfig('operations.roles');
  return new Map(
    (section?.keys() ?? []).map(role => {
      const entry = section?.getConfig(role);
      return [
        role,
        {
          groups: (entry?.getOptionalStringArray('groups') ?? []).map(group =>
            group.toLocaleLowerCase('en-US'),
          ),
          ownerGroup: entry?.getOptionalBoolean('ownerGroup') ?? false,
        },
      ];
    }),
  );
}
