import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import {
  factCatalogue,
  FactDefinition,
  operationsPermissions,
} from '@backstage-operations/plugin-operations-common';
import {
  Collector,
  operationsCollectorsExtensionPoint,
  operationsFactsExtensionPoint,
  operationsIntakeExtensionPoint,
  operationsSeriesExtensionPoint,
  SloSeriesProvider,
} from '@backstage-operations/plugin-operations-node';
import { randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import { DefaultEntityAccess } from './access/DefaultEntityAccess';
import { readRoles } from './access/readRoles';
import { createEntityRules, operationsEntityResourceRef } from './access/rules';
import { ServiceGrants } from './access/ServiceGrants';
import { CollectorRunner } from './collectors/CollectorRunner';
import { DatabaseCollectorStore } from './collectors/DatabaseCollectorStore';
import { DefaultEvidenceFileReader } from './collectors/DefaultEvidenceFileReader';
import { DefaultEvidenceIntake } from './collectors/DefaultEvidenceIntake';
import { EvidenceFileCollector } from './collectors/EvidenceFileCollector';
import { LocalFiles } from './collectors/LocalFiles';
import { migrate } from './database/migrate';
import { DatabaseEntityCopyStore } from './entities/DatabaseEntityCopyStore';
import { DatabaseEntityStore } from './entities/DatabaseEntityStore';
import { EntityDirectory } from './entities/EntityDirectory';
import { EntitySync } from './entities/EntitySync';
import { createContractRouter } from './http/createContractRouter';
import { ImportService } from './imports/ImportService';
import { createEvidenceHandlers } from './ledger/createEvidenceHandlers';
import { createIngestHandlers } from './ledger/createIngestHandlers';
import { DatabaseEvidenceStore } from './ledger/DatabaseEvidenceStore';
import { DefaultIngestService } from './ledger/DefaultIngestService';
import { LedgerListeners } from './ledger/LedgerListeners';
import { readBatch } from './ledger/readBatch';
import { readRetention } from './ledger/retention';
import { RetentionTask } from './ledger/RetentionTask';
import { Submitters } from './ledger/Submitters';
import { DatabaseEventLog } from './log/DatabaseEventLog';
import { retry } from './runtime/retry';
import { scheduleTasks } from './runtime/scheduleTasks';
import { createSeriesHandlers } from './series/createSeriesHandlers';
import { DatabaseSloHistoryStore } from './series/DatabaseSloHistoryStore';
import { SloSeriesReader } from './series/SloSeriesReader';
import { wireEvaluation } from './wiring/wireEvaluation';

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
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        urlReader: coreServices.urlReader,
      },
      async init(deps) {
        const { auditor, auth, catalog, config, httpAuth, logger } = deps;
        const now = () => Date.now();
        const newId = monotonicFactory();

        const db = await retry('connecting to the database', logger, () =>
          deps.database.getClient(),
        );
        if (!deps.database.migrations?.skip) {
          await retry('migrating the database', logger, () => migrate(db));
        }

        const roles = readRoles(config);
        const entities = DatabaseEntityStore.create();
        deps.permissionsRegistry.addResourceType({
          resourceRef: operationsEntityResourceRef,
          permissions: [...operationsPermissions],
          rules: createEntityRules(role => roles.get(role)),
          getResources: async refs => {
            const profiles = await entities.profiles(db, refs);
            return refs.map(ref => profiles.get(ref));
          },
        });

        const listener = LedgerListeners.create();
        const copy = DatabaseEntityCopyStore.create();
        const sync = EntitySync.create({
          db,
          catalog,
          auth,
          copy,
          listener,
          now,
          logger,
        });
        const directory = EntityDirectory.create({ db, copy, sync, now });
        const grants = ServiceGrants.fromConfig(config);
        const access = DefaultEntityAccess.create({
          db,
          auth,
          catalog,
          permissions: deps.permissions,
          directory,
          grants,
          toConditions: createConditionTransformer(
            deps.permissionsRegistry.getPermissionRuleset(
              operationsEntityResourceRef,
            ),
          ),
          now,
        });

        const store = DatabaseEvidenceStore.create();
        const log = DatabaseEventLog.create({
          newId,
          newSalt: () => randomBytes(16).toString('hex'),
        });
        const ingest = DefaultIngestService.create({
          db,
          store,
          directory,
          listener,
          log,
          now,
          newId,
        });
        const imports = ImportService.create({ ingest, now });
        const submitters = Submitters.create({
          auth,
          access,
          grants,
          directory,
        });
        const submitterOf = (source: string) => submitters.own(source);
        intake.open({ db, ingest, submitterOf });

        const evaluation = await wireEvaluation({
          db,
          config,
          urlReader: deps.urlReader,
          permissions: deps.permissions,
          lifecycle: deps.lifecycle,
          logger,
          access,
          entities,
          evidence: store,
          facts,
          decisions: { standing: async () => new Map() },
          roles: { holds: async () => new Map() },
          clock: now,
        });
        listener.add(evaluation.evaluation);

        const states = DatabaseCollectorStore.create();
        const reader = DefaultEvidenceFileReader.create({
          urlReader: deps.urlReader,
          integrations: ScmIntegrations.fromConfig(config),
          localFiles: LocalFiles.fromConfig(config),
        });
        const files = EvidenceFileCollector.create({
          db,
          entities,
          reader,
          imports,
          states,
          submitter: submitterOf('evidence-files'),
          now,
          logger,
        });
        const retention = readRetention(config);
        await scheduleTasks({
          scheduler: deps.scheduler,
          config,
          sync,
          files,
          collectors,
          runner: CollectorRunner.create({
            db,
            entities,
            ingest,
            states,
            reader,
            submitterOf,
            now,
            logger,
          }),
          retention: RetentionTask.create({ db, retention, now }),
          now,
          logger,
        });

        deps.httpRouter.use(
          createContractRouter({
            httpAuth,
            logger,
            bodyParsers: { pushEvidence: readBatch },
            handlers: {
              ...createEvidenceHandlers({
                db,
                store,
                access,
                retention,
                facts: () => facts,
              }),
              ...evaluation.handlers,
              ...createSeriesHandlers({
                access,
                slos: SloSeriesReader.create({
                  db,
                  entities,
                  evidence: store,
                  history: DatabaseSloHistoryStore.create(),
                  providers: sloSeries,
                  reader,
                  now,
                  logger,
                }),
                now,
              }),
              ...createIngestHandlers({ submitters, ingest, imports, auditor }),
            },
          }),
        );
      },
    });
  },
});
