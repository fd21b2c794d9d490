import {
  LoggerService,
  RootConfigService,
  SchedulerService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { ScmIntegrations } from '@backstage/integration';
import {
  Millis,
  OperationsSettings,
} from '@backstage-operations/plugin-operations-common';
import { Collector } from '@backstage-operations/plugin-operations-node';
import { Knex } from 'knex';
import { CollectorRunner } from '../collectors/CollectorRunner';
import { CollectorStore } from '../collectors/CollectorStore';
import { DefaultEvidenceFileReader } from '../collectors/DefaultEvidenceFileReader';
import { EvidenceFileCollector } from '../collectors/EvidenceFileCollector';
import { LocalFiles } from '../collectors/LocalFiles';
import { observeCollectors } from '../collectors/observeCollectors';
import { documentCollectors } from '../documents/documentCollectors';
import { EntityStore } from '../entities/EntityStore';
import { EntitySync } from '../entities/EntitySync';
import { ImportService } from '../imports/ImportService';
import { KnowledgeStore } from '../knowledge/KnowledgeStore';
import { KnowledgeTask } from '../knowledge/KnowledgeTask';
import { observeKnowledge } from '../knowledge/observeKnowledge';
import { EvidenceStore } from '../ledger/EvidenceStore';
import { IngestService } from '../ledger/IngestService';
import { RetentionTask } from '../ledger/RetentionTask';
import { Submitter } from '../ledger/Submitter';
import { scheduleTasks } from '../runtime/scheduleTasks';

/** What collectors and recurring work need from the rest. @internal */
export interface CollectorWiring {
  db: Knex;
  config: RootConfigService;
  urlReader: UrlReaderService;
  scheduler: SchedulerService;
  metrics: MetricsService;
  logger: LoggerService;
  collectors: readonly Collector[];
  states: CollectorStore;
  entities: EntityStore;
  evidence: EvidenceStore;
  sync: EntitySync;
  ingest: IngestService;
  imports: ImportService;
  retention: RetentionTask;
  knowledge: { store: KnowledgeStore; task: KnowledgeTask };
  submitterOf: (source: string) => Submitter;
  settings: OperationsSettings;
  clock: () => Millis;
}

/** Puts collectors together and all recurring work on the scheduler. @internal */
export async function wireCollectors(wiring: CollectorWiring) {
  const { db, config, metrics, logger, clock: now } = wiring;
  const reader = DefaultEvidenceFileReader.create({
    urlReader: wiring.urlReader,
    integrations: ScmIntegrations.fromConfig(config),
    localFiles: LocalFiles.fromConfig(config),
  });
  observeCollectors({ metrics, db, now, logger });
  const { store, task: knowledge } = wiring.knowledge;
  observeKnowledge({ metrics, db, store, now, logger });
  await scheduleTasks({
    ...wiring,
    collectors: [...wiring.collectors, ...documentCollectors(wiring)],
    files: EvidenceFileCollector.create({
      ...wiring,
      reader,
      submitter: wiring.submitterOf('evidence-files'),
      now,
    }),
    knowledge,
    runner: CollectorRunner.create({ ...wiring, reader, now }),
    now,
  });
  return { reader };
}
