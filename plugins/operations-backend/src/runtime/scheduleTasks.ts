import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { HumanDuration } from '@backstage/types';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { Collector } from '@backstage-operations/plugin-operations-node';
import { CollectorRunner } from '../collectors/CollectorRunner';
import { EvidenceFileCollector } from '../collectors/EvidenceFileCollector';
import { EntitySync } from '../entities/EntitySync';
import { KnowledgeTask } from '../knowledge/KnowledgeTask';
import { RetentionTask } from '../ledger/RetentionTask';

/** What runs on the scheduler, in one replica at a time. @internal */
export interface ScheduledWork {
  scheduler: SchedulerService;
  config: Config;
  sync: EntitySync;
  files: EvidenceFileCollector;
  collectors: readonly Collector[];
  runner: CollectorRunner;
  retention: RetentionTask;
  knowledge: KnowledgeTask;
  now: () => Millis;
  logger: LoggerService;
}

/** A pass over the catalog takes at most this share of the time. */
const SHARE = 1 / 10;

/** Puts all recurring work on the scheduler. @internal */
export async function scheduleTasks(work: ScheduledWork): Promise<void> {
  const { scheduler, config, files, runner, retention, knowledge, logger } =
    work;
  const every = (key: string, usual: HumanDuration): HumanDuration =>
    config.has(key) ? readDurationFromConfig(config, { key }) : usual;

  await scheduler.scheduleTask({
    id: 'operations-catalog',
    frequency: every('operations.catalog.refresh', { seconds: 15 }),
    timeout: { minutes: 30 },
    fn: catalogPass(work),
  });
  await scheduler.scheduleTask({
    id: 'operations-evidence-files',
    frequency: every('operations.files.schedule', { minutes: 5 }),
    timeout: { minutes: 30 },
    fn: signal => files.collectAll(signal),
  });
  await scheduler.scheduleTask({
    id: 'operations-retention',
    frequency: { hours: 24 },
    timeout: { hours: 2 },
    fn: async signal => {
      const deleted = await retention.run(signal);
      if (deleted > 0) logger.info(`Retention deleted ${deleted} records`);
    },
  });
  await scheduler.scheduleTask({
    id: 'operations-vulnerability-knowledge',
    frequency: every('operations.vulnerabilities.schedule', { hours: 6 }),
    timeout: { minutes: 10 },
    fn: signal => knowledge.run(signal),
  });
  for (const collector of work.collectors) {
    await scheduler.scheduleTask({
      id: `operations-collector-${collector.id}`,
      frequency: collector.every,
      timeout: { minutes: 30 },
      fn: signal => runner.run(collector, signal),
    });
  }
}

/** Follows the catalog, and reads the evidence files of what changed in it. */
function catalogPass({ sync, files, now }: ScheduledWork) {
  let notBefore: Millis = 0;
  return async (signal: AbortSignal) => {
    const started = now();
    if (started < notBefore) return;
    const { changed } = await sync.syncAll(signal);
    notBefore = started + (now() - started) / SHARE;
    await files.collect(changed, signal);
  };
}
