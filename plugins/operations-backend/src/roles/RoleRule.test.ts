import { mockServices } from '@backstage/backend-test-utils';
import { readRoleRules } from './readRoleRules';
import { holdsRole, RoleRule } from './RoleRule';

const rules = readRoleRules(
  mockServices.rootConfig({
    data: {
      operations: {
        roles: {
          'sre-lead': { groups: ['group:default/SRE'] },
          ciso: { groups: ['security'], transitive: true },
          'tech-lead': { ownerGroup: true },
          both: { groups: ['group:default/sre'], ownerGroup: true },
          empty: {},
        },
      },
    },
  }),
);

const sre = 'group:default/sre';
const security = 'group:default/security';
const shop = 'group:default/shop';

const membership = (direct: string[], above: string[] = []) => ({
  direct: new Set(direct),
  all: new Set([...direct, ...above]),
});

describe('holdsRole', () => {
  it.each<[string, ReturnType<typeof membership>, string | undefined, boolean]>(
    [
      ['sre-lead', membership([sre]), undefined, true],
      ['sre-lead', membership([shop], [sre]), undefined, false],
      ['sre-lead', membership([]), undefined, false],
      ['ciso', membership([shop], [security]), undefined, true],
      ['ciso', membership([shop]), undefined, false],
      ['tech-lead', membership([shop]), shop, true],
      ['tech-lead', membership([shop]), sre, false],
      ['tech-lead', membership([shop]), undefined, false],
      ['tech-lead', membership([sre], [shop]), shop, false],
      ['both', membership([sre]), shop, true],
      ['both', membership([shop]), shop, true],
      ['empty', membership([sre, shop]), shop, false],
      ['never-heard-of', membership([sre]), sre, false],
    ],
  )('%s with %j for what %s owns: %s', (role, of, owner, expected) => {
    expect(holdsRole(rules.get(role), of, owner)).toBe(expected);
  });

  it('is never true of people who are not in the catalog', () => {
    const everybody: RoleRule = {
      groups: [sre],
      transitive: true,
      ownerGroup: true,
    };
    expect(holdsRole(everybody, undefined, sre)).toBe(false);
  });
});
