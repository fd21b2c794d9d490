import { LifecycleService, LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { isPostgres } from '../database/dialect';
import {
  EVALUATION_BATCH,
  EvaluationWorker,
} from '../evaluation/EvaluationWorker';
import { Ticker } from '../runtime/Ticker';

/** Pause of the worker when the queue is empty, in milliseconds. */
const WORKER_PAUSE = 250;

/** Batches at a time: one computes while the other waits for the database. SQLite has one connection only. */
const LANES = { postgres: 2, sqlite: 1 };

/** Pause of the lanes that only join in when there is much to do, in milliseconds. */
const SPARE_PAUSE = 10_000;

/**
 * Evaluates what is due for as long as the process lives.
 *
 * @returns what to call when something has become due
 * @internal
 */
export function startEvaluationLanes(options: {
  db: Knex;
  worker: EvaluationWorker;
  lifecycle: LifecycleService;
  logger: LoggerService;
}): () => void {
  const { db, worker, lifecycle, logger } = options;
  const lanes: Ticker[] = [];
  const wake = () => {
    for (const lane of lanes) lane.nudge();
  };
  const count = isPostgres(db) ? LANES.postgres : LANES.sqlite;
  for (let lane = 0; lane < count; lane++) {
    lanes.push(
      Ticker.start({
        name: 'Evaluation',
        everyMillis: lane === 0 ? WORKER_PAUSE : SPARE_PAUSE,
        run: async () => {
          const taken = await worker.runOnce();
          if (taken >= EVALUATION_BATCH) wake();
          return taken > 0;
        },
        lifecycle,
        logger,
      }),
    );
  }
  return wake;
}
