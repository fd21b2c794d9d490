import {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import {
  FactDefinition,
  Millis,
  operationsPermissions,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { DefaultEntityAccess } from '../access/DefaultEntityAccess';
import {
  createEntityRules,
  operationsEntityResourceRef,
} from '../access/rules';
import { ServiceGrants } from '../access/ServiceGrants';
import { DatabaseEntityCopyStore } from '../entities/DatabaseEntityCopyStore';
import { DatabaseEntityStore } from '../entities/DatabaseEntityStore';
import { EntityDirectory } from '../entities/EntityDirectory';
import { EntitySync } from '../entities/EntitySync';
import { DatabaseFindingStore } from '../findings/DatabaseFindingStore';
import { Handlers } from '../http/Handlers';
import { ImportService } from '../imports/ImportService';
import { createEvidenceHandlers } from '../ledger/createEvidenceHandlers';
import { createIngestHandlers } from '../ledger/createIngestHandlers';
import { DatabaseEvidenceStore } from '../ledger/DatabaseEvidenceStore';
import { DefaultIngestService } from '../ledger/DefaultIngestService';
import { LedgerListeners } from '../ledger/LedgerListeners';
import { MeteredIngestService } from '../ledger/MeteredIngestService';
import { readRetention } from '../ledger/retention';
import { RetentionTask } from '../ledger/RetentionTask';
import { Submitters } from '../ledger/Submitters';
import { readSettings } from '../settings/readSettings';
import { EventLog } from '../log/EventLog';
import { readRoleRules } from '../roles/readRoleRules';

/** What the ledger needs from the rest. @internal */
export interface LedgerWiring {
  db: Knex;
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  logger: LoggerService;
  log: EventLog;
  metrics: MetricsService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  facts: readonly FactDefinition[];
  newId: () => string;
  clock: () => Millis;
}

/** Puts the copy of the catalog, permissions and the ledger together. */
export function wireLedger(wiring: LedgerWiring) {
  const { db, auth, catalog, config, logger, newId, clock: now } = wiring;

  const roles = readRoleRules(config);
  const entities = DatabaseEntityStore.create();
  wiring.permissionsRegistry.addResourceType({
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
  const toConditions = createConditionTransformer(
    wiring.permissionsRegistry.getPermissionRuleset(
      operationsEntityResourceRef,
    ),
  );
  const access = DefaultEntityAccess.create({
    db,
    auth,
    catalog,
    permissions: wiring.permissions,
    directory,
    grants,
    toConditions,
    now,
  });

  const findings = DatabaseFindingStore.create();
  const store = DatabaseEvidenceStore.create(findings);
  const ingest = MeteredIngestService.create(
    DefaultIngestService.create({
      db,
      store,
      directory,
      listener,
      log: wiring.log,
      now,
      newId,
    }),
    wiring.metrics,
  );
  const settings = readSettings(config);
  const imports = ImportService.create({ ingest, now, settings });
  const submitters = Submitters.create({ auth, access, grants, directory });
  const retention = readRetention(config);
  const handlers: Handlers = {
    ...createEvidenceHandlers({
      db,
      store,
      access,
      retention,
      facts: () => wiring.facts,
    }),
    ...createIngestHandlers({
      submitters,
      ingest,
      imports,
      auditor: wiring.auditor,
    }),
  };
  return {
    access,
    directory,
    entities,
    evidence: store,
    findings,
    handlers,
    imports,
    ingest,
    listener,
    retention: RetentionTask.create({ db, retention, now }),
    settings,
    submitterOf: (source: string) => submitters.own(source),
    sync,
    toConditions,
  };
}
