import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import {
  GateAnswer,
  ScorecardVersion,
} from '@backstage-operations/plugin-operations-common';
import { anEntity } from './__testUtils__/anEntity';
import { startOperations } from './__testUtils__/startOperations';

jest.setTimeout(60_000);

const directory = createMockDirectory({
  content: {
    'r.yaml': `
apiVersion: backstage-operations.io/v1
kind: Scorecard
metadata: { name: ready, title: Ready }
spec:
  owner: one
  appliesTo: { kind: component }
  criteria:
    - id: signed
      title: Signed
      rules: []
      signoffs:
        - { id: a, verb: owns, role: one }
        - { id: b, verb: approves, role: other }
        - { id: c, verb: approves, role: circle }
  exit: { signoffs: [{ id: lead, verb: approves, role: owning }, { id: x, verb: approves, role: empty }] }
`,
  },
});

const child = (name: string, parent: string) =>
  anEntity(`group:default/${name}`, {
    relations: [{ type: 'childOf', targetRef: `group:default/${parent}` }],
  });
const member = (name: string, group: string) =>
  anEntity(`user:default/${name}`, {
    relations: [{ type: 'memberOf', targetRef: `group:default/${group}` }],
  });

let portal: Awaited<ReturnType<typeof startOperations>>;

beforeAll(async () => {
  portal = await startOperations({
    entities: [
      anEntity('component:default/owned', {
        relations: [{ type: 'ownedBy', targetRef: 'group:default/deserted' }],
      }),
      anEntity('group:default/deserted'),
      anEntity('group:default/few'),
      child('left', 'right'),
      child('right', 'left'),
      member('ada', 'few'),
      member('bob', 'right'),
    ],
    config: {
      operations: {
        scorecards: [{ target: `${directory.path}/*.yaml` }],
        roles: {
          one: { groups: ['group:default/few'] },
          other: { groups: ['group:default/few'] },
          circle: { groups: ['group:default/left'], transitive: true },
          empty: { groups: ['group:default/deserted'] },
          owning: { ownerGroup: true },
        },
      },
    },
  });
  await portal.get('/v1/entities/component/default/owned/overview');
});
afterAll(() => portal.stop());

it('says which sign-offs nobody can give, and ends where groups contain each other', async () => {
  // Our copy of the catalog has to know everybody first.
  let card: ScorecardVersion;
  do {
    await new Promise(done => setTimeout(done, 250));
    card = (await portal.get('/v1/scorecards/ready')).body;
  } while (card.warnings.some(warning => warning.includes('circle')));
  const shared = [
    'nobody holds the role empty: its groups have no members',
    'signed needs 3 signatures of different people, but only 2 can be given by those who hold the roles',
  ];
  expect(card.warnings).toEqual([
    expect.stringContaining('metadata.lastEditedBy does not name'),
    ...shared,
  ]);
  const gate: GateAnswer = (
    await portal.get(
      '/v1/entities/component/default/owned/scorecards/ready/gate',
      mockCredentials.user.header('user:default/bob'),
    )
  ).body;
  expect(gate.warnings).toEqual([
    'nobody holds the role owning: its groups have no members',
    ...shared,
  ]);
});
