import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  factCatalogue,
  FactDefinition,
} from '@backstage-operations/plugin-operations-common';
import {
  CheckpointSink,
  Collector,
  operationsCheckpointsExtensionPoint,
  operationsCollectorsExtensionPoint,
  operationsFactsExtensionPoint,
  operationsIntakeExtensionPoint,
  operationsSeriesExtensionPoint,
  SloSeriesProvider,
} from '@backstage-operations/plugin-operations-node';
import { randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import { DatabaseCollectorStore } from './collectors/DatabaseCollectorStore';
import { DefaultEvidenceIntake } from './collectors/DefaultEvidenceIntake';
import { migrate } from './database/migrate';
import { catchUp } from './findings/catchUp';
import { HintSender } from './hints/HintSender';
import { Viewers } from './hints/Viewers';
import { createContractRouter } from './http/createContractRouter';
import { readBatch } from './ledger/readBatch';
import { DatabaseEventLog } from './log/DatabaseEventLog';
import { retry } from './runtime/retry';
import { createSeriesHandlers } from './series/createSeriesHandlers';
import { DatabaseSloHistoryStore } from './series/DatabaseSloHistoryStore';
import { SloSeriesReader } from './series/SloSeriesReader';
import { wireCollectors } from './wiring/wireCollectors';
import { wireDecisions, wireDecisionStores } from './wiring/wireDecisions';
import { wireEvaluation } from './wiring/wireEvaluation';
import { wireExport } from './wiring/wireExport';
import { wireFeeds } from './wiring/wireFeeds';
import { wireLedger } from './wiring/wireLedger';
import { wireLog } from './wiring/wireLog';

/** The operations backend; everything is put together here and nowhere else. @public */
export const operationsPlugin = createBackendPlugin({
  pluginId: 'operations',
  register(env) {
    const collectors: Collector[] = [];
    const facts: FactDefinition[] = [...factCatalogue];
    const intake = DefaultEvidenceIntake.create();
    env.registerExtensionPoint(operationsCollectorsExtensionPoint, {
      addCollectors: (...added) => {
        collectors.push(...added);
      },
    });
    env.registerExtensionPoint(operationsFactsExtensionPoint, {
      addFacts: (...added) => {
        facts.push(...added);
      },
    });
    env.registerExtensionPoint(operationsIntakeExtensionPoint, intake);
    const sinks: CheckpointSink[] = [];
    env.registerExtensionPoint(operationsCheckpointsExtensionPoint, {
      addSinks: (...added) => {
        sinks.push(...added);
      },
    });
    const sloSeries: SloSeriesProvider[] = [];
    env.registerExtensionPoint(operationsSeriesExtensionPoint, {
      addSloSeries: (...added) => {
        sloSeries.push(...added);
      },
    });

    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        urlReader: coreServices.urlReader,
      },
      async init(deps) {
        const { config, httpAuth, logger } = deps;
        const clock = () => Date.now();
        const newId = monotonicFactory();

        const db = await retry('connecting to the database', logger, () =>
          deps.database.getClient(),
        );
        if (!deps.database.migrations?.skip) {
          await retry('migrating the database', logger, () => migrate(db));
        }

        const log = DatabaseEventLog.create({
          newId,
          newSalt: () => randomBytes(16).toString('hex'),
        });
        const ledger = wireLedger({ ...deps, db, log, facts, newId, clock });
        const { access, entities, evidence, findings } = ledger;
        await catchUp(db, findings);
        intake.open({ db, ...ledger });

        const viewers = Viewers.create({ clock });
        const hints = HintSender.create({ ...deps, viewers });
        const states = DatabaseCollectorStore.create();
        const decided = wireDecisionStores({ ...deps, entities, clock });
        const evaluation = await wireEvaluation({
          db,
          config,
          urlReader: deps.urlReader,
          lifecycle: deps.lifecycle,
          logger,
          metrics: deps.metrics,
          access,
          entities,
          evidence,
          findings,
          collectors: states,
          facts,
          decisions: decided.decisions,
          roles: decided.roles,
          holders: decided.holders,
          viewers,
          log,
          clock,
        });
        ledger.listener.add(evaluation.evaluation);
        ledger.listener.add(hints);
        evaluation.evaluator.addListener(hints);
        const logging = await wireLog({
          ...deps,
          db,
          access,
          log,
          sinks,
          clock,
        });
        evaluation.evaluator.addListener(logging.approvals);

        const decisionHandlers = await wireDecisions({
          ...deps,
          ...ledger,
          db,
          stores: decided,
          evaluation,
          listeners: ledger.listener,
          syncEntities: refs => ledger.sync.syncSome(refs),
          log,
          receipts: logging.receipts,
          clock,
          newId,
        });

        const feedHandlers = wireFeeds({
          ...deps,
          ...ledger,
          db,
          roles: decided.roles,
          calendar: evaluation.calendar,
          clock,
          newId,
        });

        const exportHandlers = wireExport({
          ...deps,
          db,
          access,
          log,
          signing: logging.signing,
          history: evaluation.history,
          signoffs: decided.signoffs,
          waivers: decided.waivers,
          clock,
        });

        const { reader } = await wireCollectors({
          ...deps,
          ...ledger,
          db,
          collectors,
          states,
          knowledge: evaluation.knowledge,
          clock,
        });

        deps.httpRouter.use(
          createContractRouter({
            httpAuth,
            logger,
            bodyParsers: { pushEvidence: readBatch },
            handlers: {
              ...ledger.handlers,
              ...evaluation.handlers,
              ...decisionHandlers,
              ...feedHandlers,
              ...logging.handlers,
              ...exportHandlers,
              ...createSeriesHandlers({
                access,
                slos: SloSeriesReader.create({
                  db,
                  entities,
                  evidence,
                  history: DatabaseSloHistoryStore.create(),
                  providers: sloSeries,
                  reader,
                  now: clock,
                  logger,
                }),
                now: clock,
              }),
            },
          }),
        );
      },
    });
  },
});
