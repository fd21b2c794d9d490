import { LoggerService } from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { stringifyError } from '@backstage/errors';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { KnowledgeStore } from './KnowledgeStore';

/** Reports how old the editions of the vulnerability feeds are, and whether the last reading failed. @internal */
export function observeKnowledge(options: {
  metrics: MetricsService;
  db: Knex;
  store: KnowledgeStore;
  now: () => Millis;
  logger: LoggerService;
}): void {
  const { metrics, db, store, now, logger } = options;
  const age = metrics.createObservableGauge('operations.knowledge.age', {
    description: 'Time since the edition in force was published',
    unit: 'seconds',
  });
  const failing = metrics.createObservableGauge(
    'operations.knowledge.failing',
    { description: '1 when the last reading of a feed failed, else 0' },
  );
  age.addCallback(async result => {
    try {
      for (const { feed, publishedAt } of await store.editions(db)) {
        result.observe((now() - publishedAt) / 1000, { feed });
      }
    } catch (error) {
      logger.debug(`age of knowledge not measured: ${stringifyError(error)}`);
    }
  });
  failing.addCallback(async result => {
    try {
      for (const { feed, error } of await store.checks(db)) {
        result.observe(error === undefined ? 0 : 1, { feed });
      }
    } catch (error) {
      logger.debug(`readings not measured: ${stringifyError(error)}`);
    }
  });
}
