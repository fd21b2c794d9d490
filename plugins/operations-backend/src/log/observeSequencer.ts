import { LoggerService } from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { stringifyError } from '@backstage/errors';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** Reports for how long the oldest event of the log has waited for its number. @internal */
export function observeSequencer(options: {
  metrics: MetricsService;
  db: Knex;
  now: () => Millis;
  logger: LoggerService;
}): void {
  const { metrics, db, now, logger } = options;
  const lag = metrics.createObservableGauge('operations.log.lag', {
    description: 'Time since the oldest event without a number happened',
    unit: 'seconds',
  });
  lag.addCallback(async result => {
    try {
      const oldest: { at: number | string } | undefined = await db(
        'ops_log_event',
      )
        .whereNull('seq')
        .orderBy('id')
        .first('at');
      const waits = oldest ? now() - Number(oldest.at) : 0;
      result.observe(Math.max(0, waits) / 1000);
    } catch (error) {
      logger.debug(`log lag not measured: ${stringifyError(error)}`);
    }
  });
}
