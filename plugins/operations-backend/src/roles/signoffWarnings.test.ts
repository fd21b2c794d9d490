import {
  factCatalogue,
  parseScorecards,
  Scorecard,
} from '@backstage-operations/plugin-operations-common';
import { RoleHolding } from './RoleHolders';
import { signoffWarnings } from './signoffWarnings';

function scorecard(roles: string[], separation = ''): Scorecard {
  const slots = roles.map(
    (role, index) => `{ id: s${index}, verb: approves, role: ${role} }`,
  );
  const [{ scorecard: parsed }] = parseScorecards(
    `
apiVersion: backstage-operations.io/v1
kind: Scorecard
metadata: { name: a, title: A }
spec:
  owner: sre
  criteria:
    - id: tested
      title: Tested
      rules: [{ fact: quality.coverage, op: '>=', value: 0.8 }]
  exit: { signoffs: [${slots.join(', ')}]${separation} }
`,
    {
      file: 'a.yaml',
      roles: ['sre', 'security', 'lead', 'ghost'],
      findFact: id => factCatalogue.find(fact => fact.id === id),
    },
  );
  return parsed;
}

const holding = (
  people: string,
  more: Partial<RoleHolding> = {},
): RoleHolding => ({
  people: new Set(people.split(' ').filter(Boolean)),
  missing: [],
  dependsOnOwner: false,
  ...more,
});

const few = expect.stringContaining('different people');

it.each<[string, string[], Record<string, RoleHolding>, unknown[]]>([
  [
    'enough people',
    ['sre', 'lead'],
    { sre: holding('a'), lead: holding('b') },
    [],
  ],
  [
    'a role without an entry',
    ['ghost'],
    {},
    [expect.stringContaining('operations.roles does not name it')],
  ],
  [
    'an empty group',
    ['sre'],
    { sre: holding('') },
    [expect.stringContaining('no members')],
  ],
  [
    'a group that is not there',
    ['sre'],
    { sre: holding('', { missing: ['group:default/x'] }) },
    [expect.stringContaining('group:default/x is not in the catalog')],
  ],
  [
    'one person in two roles',
    ['sre', 'lead'],
    { sre: holding('a'), lead: holding('a') },
    [few],
  ],
  [
    'two people for three roles, whoever goes first',
    ['sre', 'lead', 'security'],
    { sre: holding('a b'), lead: holding('a'), security: holding('b') },
    [few],
  ],
  [
    'people who have to make room for each other',
    ['sre', 'lead', 'security'],
    { sre: holding('a b c'), lead: holding('a'), security: holding('a b') },
    [],
  ],
  [
    'a role of whoever owns it',
    ['lead', 'sre'],
    { lead: holding('', { dependsOnOwner: true }), sre: holding('a') },
    [],
  ],
])('%s', (_, roles, held, expected) => {
  expect(
    signoffWarnings(scorecard(roles), new Map(Object.entries(held))),
  ).toEqual(expected);
});

it('lets one person sit twice where the scorecard does', () => {
  const held = new Map([
    ['sre', holding('a')],
    ['lead', holding('a')],
  ]);
  const card = scorecard(
    ['sre', 'lead'],
    ', separation: { onePersonOneSlot: false }',
  );
  expect(signoffWarnings(card, held)).toEqual([]);
});
