import {
  AuditorService,
  resolvePackagePath,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { tmpdir } from 'node:os';
import { EntityAccess } from '../access/EntityAccess';
import { HistoryStore } from '../evaluation/HistoryStore';
import { DatabaseInputStore } from '../evaluation/DatabaseInputStore';
import { createExportHandlers } from '../export/createExportHandlers';
import { DatabaseExportStore } from '../export/DatabaseExportStore';
import { ExportLimits } from '../export/ExportLimits';
import { ExportService } from '../export/ExportService';
import { Handlers } from '../http/Handlers';
import { EventLog } from '../log/EventLog';
import { DatabaseScorecardStore } from '../scorecards/DatabaseScorecardStore';
import { SignoffStore } from '../signoffs/SignoffStore';
import { WaiverStore } from '../waivers/WaiverStore';
import type { wireLog } from './wireLog';

/** What packs need from the rest. @internal */
export interface ExportWiring {
  db: Knex;
  config: RootConfigService;
  access: EntityAccess;
  auditor: AuditorService;
  log: EventLog;
  /** Absent where no key is configured. */
  signing: Awaited<ReturnType<typeof wireLog>>['signing'];
  history: HistoryStore;
  signoffs: SignoffStore;
  waivers: WaiverStore;
  clock: () => Millis;
}

/** Puts the making of auditor packs together. @internal */
export function wireExport(wiring: ExportWiring): Handlers {
  const { db, config, signing, clock } = wiring;
  if (!signing) return createExportHandlers(wiring);
  const store = DatabaseExportStore.create();
  const service = ExportService.create({
    ...wiring,
    ...signing,
    store,
    inputs: DatabaseInputStore.create(),
    scorecards: DatabaseScorecardStore.create(),
    limits: ExportLimits.create({
      takenSince: (person, since) => store.takenSince(db, person, since),
      now: clock,
    }),
    workingDirectory:
      config.getOptionalString('backend.workingDirectory') ?? tmpdir(),
    verifier: resolvePackagePath(
      '@backstage-operations/plugin-operations-common',
      'auditor-pack/verify.mjs',
    ),
  });
  return createExportHandlers({ ...wiring, service });
}
