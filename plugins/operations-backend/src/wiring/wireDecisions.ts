import {
  AuditorService,
  AuthService,
  LifecycleService,
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { EntityAccess } from '../access/EntityAccess';
import { DatabaseCalendarStore } from '../calendar/DatabaseCalendarStore';
import { createDelegationHandlers } from '../delegations/createDelegationHandlers';
import { DatabaseDelegationStore } from '../delegations/DatabaseDelegationStore';
import { DelegationService } from '../delegations/DelegationService';
import { EntityStore } from '../entities/EntityStore';
import { Handlers } from '../http/Handlers';
import { EvidenceStore } from '../ledger/EvidenceStore';
import { LedgerListeners } from '../ledger/LedgerListeners';
import { EventLog } from '../log/EventLog';
import { Receipts } from '../log/Receipts';
import { DatabaseOutbox } from '../notices/DatabaseOutbox';
import { DatabaseReminderStore } from '../notices/DatabaseReminderStore';
import { NoticeSender } from '../notices/NoticeSender';
import { NoticeWriter } from '../notices/NoticeWriter';
import { Reminders } from '../notices/Reminders';
import { readRoleRules } from '../roles/readRoleRules';
import { createReviewHandlers } from '../reviews/createReviewHandlers';
import { DatabaseReviewStore } from '../reviews/DatabaseReviewStore';
import { ReviewService } from '../reviews/ReviewService';
import { RightsService } from '../reviews/RightsService';
import { RoleHolders } from '../roles/RoleHolders';
import { RoleService } from '../roles/RoleService';
import { RoleWatch } from '../roles/RoleWatch';
import { Ticker } from '../runtime/Ticker';
import { createDecisionHandlers } from '../signoffs/createDecisionHandlers';
import { DatabaseDecisionReader } from '../signoffs/DatabaseDecisionReader';
import { DatabaseSignoffStore } from '../signoffs/DatabaseSignoffStore';
import { DecisionDesk } from '../signoffs/DecisionDesk';
import { DecisionService } from '../signoffs/DecisionService';
import { RevocationService } from '../signoffs/RevocationService';
import { ShownSubjects } from '../signoffs/ShownSubjects';
import { DatabaseWaiverStore } from '../waivers/DatabaseWaiverStore';
import { WaiverService } from '../waivers/WaiverService';
import { WaiverWatch } from '../waivers/WaiverWatch';
import type { wireEvaluation } from './wireEvaluation';

/** Pause of the sender when nothing is to be sent, in milliseconds. */
const SENDER_PAUSE = 2_000;

/** What evaluation reads of decisions, made before evaluation itself. @internal */
export function wireDecisionStores(options: {
  config: RootConfigService;
  catalog: CatalogService;
  auth: AuthService;
  entities: EntityStore;
  clock: () => Millis;
}) {
  const signoffs = DatabaseSignoffStore.create();
  const waivers = DatabaseWaiverStore.create();
  const rules = readRoleRules(options.config);
  return {
    signoffs,
    waivers,
    decisions: DatabaseDecisionReader.create({ signoffs, waivers }),
    roles: RoleService.create({ ...options, rules }),
    holders: RoleHolders.create({ ...options, rules }),
  };
}

/** What decisions need from the rest. @internal */
export interface DecisionWiring {
  db: Knex;
  access: EntityAccess;
  entities: EntityStore;
  evidence: EvidenceStore;
  auditor: AuditorService;
  notifications: NotificationService;
  signals: SignalsService;
  scheduler: SchedulerService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  stores: ReturnType<typeof wireDecisionStores>;
  evaluation: Awaited<ReturnType<typeof wireEvaluation>>;
  listeners: LedgerListeners;
  syncEntities: (entityRefs: readonly string[]) => Promise<void>;
  log: EventLog;
  receipts: Receipts;
  clock: () => Millis;
  newId: () => string;
}

/** Puts sign-offs, exceptions, delegations and their notices together. @internal */
export async function wireDecisions(wiring: DecisionWiring): Promise<Handlers> {
  const { db, access, evidence, log, receipts, clock, newId } = wiring;
  const { auditor, lifecycle, logger } = wiring;
  const { signoffs, waivers, roles } = wiring.stores;
  const { evaluator, results, history, due, asOf, scorecards } =
    wiring.evaluation;
  const active = () => scorecards.active();

  const outbox = DatabaseOutbox.create();
  const notices = NoticeWriter.create({ outbox, roles });
  evaluator.addListener(WaiverWatch.create({ waivers, log }));
  evaluator.addListener(notices);
  wiring.listeners.add(RoleWatch.create({ due, signoffs }));
  const sender = NoticeSender.create({
    ...wiring,
    outbox,
    membersOf: async groups => {
      const found = await wiring.entities.members(db, groups, false);
      return [...found.values()].flatMap(people => [...people]);
    },
  });
  Ticker.start({
    name: 'Sending notices',
    everyMillis: SENDER_PAUSE,
    run: async () => (await sender.runOnce()) > 0,
    lifecycle,
    logger,
  });

  const reminders = Reminders.create({
    db,
    calendar: DatabaseCalendarStore.create(),
    reminders: DatabaseReminderStore.create(),
    waivers,
    outbox,
    clock,
  });
  await wiring.scheduler.scheduleTask({
    id: 'operations-reminders',
    frequency: { hours: 1 },
    timeout: { minutes: 10 },
    fn: async () => {
      await reminders.runOnce();
    },
  });

  const delegations = DatabaseDelegationStore.create();
  const desk = DecisionDesk.create({
    evaluator,
    results,
    signoffs,
    log,
    newId,
  });
  const shared = { db, access, roles, scorecards: active, desk, log };
  return {
    ...createDecisionHandlers({
      decisions: DecisionService.create({
        ...shared,
        syncEntities: wiring.syncEntities,
        delegations,
        shown: ShownSubjects.create({ db, asOf, evidence, history }),
        receipts,
        clock,
      }),
      revocations: RevocationService.create({
        ...shared,
        signoffs,
        receipts,
        clock,
      }),
      waivers: WaiverService.create({
        ...shared,
        waivers,
        notices,
        receipts,
        clock,
        newId,
      }),
      auditor,
    }),
    ...createReviewHandlers({
      rights: RightsService.create({
        db,
        access,
        roles,
        delegations,
        results: wiring.evaluation.reader,
        scorecards: active,
        clock,
      }),
      reviews: ReviewService.create({
        db,
        access,
        roles,
        delegations,
        entities: wiring.entities,
        reviews: DatabaseReviewStore.create(),
        evaluator,
        results,
        signoffs,
        waivers,
        scorecards: active,
        clock,
      }),
    }),
    ...createDelegationHandlers({
      db,
      delegations,
      service: DelegationService.create({
        db,
        roles,
        delegations,
        log,
        clock,
        newId,
      }),
      access,
      auditor,
      clock,
    }),
  };
}
