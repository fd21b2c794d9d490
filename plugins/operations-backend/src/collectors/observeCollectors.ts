import { LoggerService } from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { stringifyError } from '@backstage/errors';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** Reports how long ago each collector was last successful where it fares worst, and how many targets fail. @internal */
export function observeCollectors(options: {
  metrics: MetricsService;
  db: Knex;
  now: () => Millis;
  logger: LoggerService;
}): void {
  const { metrics, db, now, logger } = options;
  const age = metrics.createObservableGauge('operations.collector.age', {
    description: 'Oldest success of a collector over all its targets',
    unit: 'seconds',
  });
  const failing = metrics.createObservableGauge(
    'operations.collector.failing',
    {
      description: 'Targets whose last run met an error',
    },
  );
  const measure = async () => {
    const rows: {
      collector: string;
      oldest: number | string | null;
      failing: number | string;
    }[] = await db('ops_collector_state as s')
      // What has left the catalog grows no older.
      .join('ops_entity as e', join =>
        join.on('e.uid', 's.entity_uid').andOnNull('e.vanished_at'),
      )
      .select('s.collector')
      .min({ oldest: 's.last_success_at' })
      .count({ failing: 's.error' })
      .groupBy('s.collector');
    return rows;
  };
  age.addCallback(async result => {
    try {
      for (const { collector, oldest } of await measure()) {
        if (oldest === null) continue;
        result.observe((now() - Number(oldest)) / 1000, { collector });
      }
    } catch (error) {
      logger.debug(`collector age not measured: ${stringifyError(error)}`);
    }
  });
  failing.addCallback(async result => {
    try {
      for (const row of await measure()) {
        result.observe(Number(row.failing), { collector: row.collector });
      }
    } catch (error) {
      logger.debug(`collector failures not measured: ${stringifyError(error)}`);
    }
  });
}
