import { LoggerService } from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { stringifyError } from '@backstage/errors';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { DueStore } from './DueStore';

/** Reports how many entities wait for an evaluation, and for how long the first of them has. @internal */
export function observeQueue(options: {
  metrics: MetricsService;
  db: Knex;
  due: DueStore;
  now: () => Millis;
  logger: LoggerService;
}): void {
  const { metrics, db, due, now, logger } = options;
  const depth = metrics.createObservableGauge('operations.evaluation.queue', {
    description: 'Entities that wait for an evaluation',
  });
  const lag = metrics.createObservableGauge('operations.evaluation.lag', {
    description: 'Time since the longest waiting entity was due',
    unit: 'seconds',
  });
  const measure = async (
    use: (queue: { due: number; lag: number }) => void,
  ) => {
    try {
      const at = now();
      const { due: waiting, since = at } = await due.backlog(db, at);
      use({ due: waiting, lag: Math.max(0, at - since) / 1000 });
    } catch (error) {
      logger.debug(`evaluation queue not measured: ${stringifyError(error)}`);
    }
  };
  depth.addCallback(result => measure(queue => result.observe(queue.due)));
  lag.addCallback(result => measure(queue => result.observe(queue.lag)));
}
