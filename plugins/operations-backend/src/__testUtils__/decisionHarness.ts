import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Knex } from 'knex';
import { monotonicFactory } from 'ulid';
import { EntityAccess } from '../access/EntityAccess';
import { DatabaseDelegationStore } from '../delegations/DatabaseDelegationStore';
import { DelegationService } from '../delegations/DelegationService';
import { DatabaseEntityStore } from '../entities/DatabaseEntityStore';
import { AsOfReader } from '../evaluation/AsOfReader';
import { ChangeLog } from '../log/ChangeLog';
import { DatabaseEventLog } from '../log/DatabaseEventLog';
import { DatabaseOutbox } from '../notices/DatabaseOutbox';
import { NoticeWriter } from '../notices/NoticeWriter';
import { RoleService } from '../roles/RoleService';
import { RoleRule } from '../roles/RoleRule';
import { DatabaseDecisionReader } from '../signoffs/DatabaseDecisionReader';
import { DatabaseSignoffStore } from '../signoffs/DatabaseSignoffStore';
import { DecisionDesk } from '../signoffs/DecisionDesk';
import { DecisionRequest } from '../signoffs/DecisionRequest';
import { DecisionService } from '../signoffs/DecisionService';
import { placeOf } from '../signoffs/place';
import { RevocationService } from '../signoffs/RevocationService';
import { ShownSubjects } from '../signoffs/ShownSubjects';
import { DatabaseWaiverStore } from '../waivers/DatabaseWaiverStore';
import { WaiverService } from '../waivers/WaiverService';
import { WaiverWatch } from '../waivers/WaiverWatch';
import { evaluationHarness } from './evaluationHarness';

/** People with their groups, as the catalog has them; a test changes it as it goes. @internal */
export type People = Map<string, string[]>;

const group = (name: string): RoleRule => ({
  groups: [`group:default/${name}`],
  transitive: false,
  ownerGroup: false,
});

/** A person as the router hands them over. @internal */
export const as = (name: string) =>
  mockCredentials.user(`user:default/${name}`);

/** One replica with the whole approval workflow on a database; several may share one. @internal */
export async function decisionHarness(
  db: Knex,
  options: { people?: People; hidden?: Set<string> } = {},
) {
  const people: People = options.people ?? new Map();
  const hidden = options.hidden ?? new Set<string>();
  const signoffs = DatabaseSignoffStore.create();
  const waivers = DatabaseWaiverStore.create();
  const delegations = DatabaseDelegationStore.create();
  const outbox = DatabaseOutbox.create();
  const catalog = catalogServiceMock.mock({
    getEntitiesByRefs: async ({ entityRefs }) => ({
      items: entityRefs.map(ref => {
        const groups = people.get(ref);
        return groups && personEntity(ref, groups);
      }),
    }),
  });
  const roles = RoleService.create({
    rules: new Map([
      ['sre-lead', group('sre')],
      ['security-lead', group('security')],
      ['executive-sponsor', group('sponsors')],
      ['tech-lead', { groups: [], transitive: false, ownerGroup: true }],
    ]),
    catalog,
    auth: mockServices.auth(),
    entities: DatabaseEntityStore.create(),
  });
  const app = await evaluationHarness(db, {
    decisions: DatabaseDecisionReader.create({ signoffs, waivers }),
    // Here our copy of the catalog is always up to date.
    roles: {
      holds: async (_db, questions) => {
        const known = await roles.membershipsNow([...people.keys()]);
        const held = new Map();
        for (const { entity, pairs } of questions) {
          const of: Record<string, Record<string, boolean>> = {};
          for (const { person, role } of pairs) {
            const rule = roles.rule(role);
            const groups = known.get(person)?.direct;
            of[person] = {
              ...of[person],
              [role]:
                rule?.groups.some(name => groups?.has(name)) === true ||
                (rule?.ownerGroup === true &&
                  groups?.has(entity.owner ?? '') === true),
            };
          }
          held.set(entity.entityRef, of);
        }
        return held;
      },
    },
  });
  const { evaluator, results, evidence, history, scorecards, clock } = app;
  const newId = monotonicFactory();
  const log = DatabaseEventLog.create({ newId, newSalt: () => 'salt' });
  const notices = NoticeWriter.create({ outbox, roles });
  const changeLog = ChangeLog.create(log);
  evaluator.addListener(changeLog);
  evaluator.addListener(WaiverWatch.create({ waivers, log }));
  evaluator.addListener(notices);

  const missing = (ref: string) =>
    new NotFoundError(`There is no entity ${ref}`);
  const access: EntityAccess = {
    reach: async () => 'everywhere',
    view: async () => ({
      seesEverything: hidden.size === 0,
      canSee: async ref => !hidden.has(ref),
      visible: async refs => new Set(refs.filter(ref => !hidden.has(ref))),
      filter: async () => {},
    }),
    requireVisible: async (_, ref) => {
      if (hidden.has(ref)) throw missing(ref);
    },
    requirePermission: async (_, __, ref) => {
      if (hidden.has(ref)) throw missing(ref);
    },
  };
  const desk = DecisionDesk.create({
    evaluator,
    results,
    signoffs,
    log,
    newId,
  });
  const asOf = AsOfReader.create({
    ...app,
    decisions: DatabaseDecisionReader.create({ signoffs, waivers }),
    scorecards: app.scorecardStore,
  });
  const shared = {
    db,
    access,
    roles,
    scorecards: () => scorecards.active(),
    desk,
    log,
    receipts: { of: async () => null },
    clock,
    newId,
  };
  const decisions = DecisionService.create({
    ...shared,
    syncEntities: async () => {},
    delegations,
    shown: ShownSubjects.create({ db, asOf, evidence, history }),
  });
  const revocations = RevocationService.create({ ...shared, signoffs });
  const waiverService = WaiverService.create({ ...shared, waivers, notices });
  const delegationService = DelegationService.create({
    ...shared,
    delegations,
  });

  return {
    ...app,
    asOf,
    people,
    hidden,
    signoffs,
    waivers,
    delegations,
    outbox,
    decisions,
    revocations,
    waiverService,
    delegationService,

    /** The digest that a page shows now. */
    async shown(entityRef: string, scorecard: string, criterion: string) {
      const result = await app.read(entityRef, scorecard);
      return placeOf(result, criterion)?.subjectDigest ?? 'none';
    },

    /** Decides over what is shown now, unless the request says otherwise. */
    async decide(
      person: string,
      request: Partial<DecisionRequest> & { slot: string },
      key?: string,
    ) {
      const asked = {
        entityRef: 'component:default/checkout',
        scorecard: 'ready',
        criterion: 'on-call',
        decision: 'approve' as const,
        comment: '',
        ...request,
      };
      const { entityRef, scorecard, criterion } = asked;
      const expectedSubjectDigest =
        request.expectedSubjectDigest ??
        (await this.shown(entityRef, scorecard, criterion));
      return decisions.decide(
        as(person),
        { ...asked, expectedSubjectDigest },
        key,
      );
    },

    /** Types of all log events in their order. */
    logged: async (): Promise<string[]> =>
      db('ops_log_event').orderBy('id').pluck('type'),
  };
}

/** See {@link decisionHarness}. @internal */
export type DecisionHarness = Awaited<ReturnType<typeof decisionHarness>>;

function personEntity(ref: string, groups: string[]): Entity {
  const [, rest] = ref.split(':');
  const [namespace, name] = rest.split('/');
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: ref.startsWith('group:') ? 'Group' : 'User',
    metadata: { namespace, name },
    relations: groups.map(targetRef => ({ type: 'memberOf', targetRef })),
  };
  if (stringifyEntityRef(entity) !== ref) throw new TypeError(ref);
  return entity;
}
