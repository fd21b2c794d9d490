import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { inTransaction } from '../database/inTransaction';
import { refreshStatistics } from '../database/refreshStatistics';
import { DueStore } from './DueStore';
import { EntityEvaluator } from './EntityEvaluator';

/** Entities per transaction: large enough to share queries, small enough not to hold locks for long. @internal */
export const EVALUATION_BATCH = 200;

/** Nudges turned into due rows at once. */
const NUDGES = 5_000;

/** Evaluations after which the database counts its rows again, once the queue is empty; then twice as many, up to the most. */
const RECOUNT = { first: 200, most: 10_000 };

/** Options of {@link EvaluationWorker.create}. @internal */
export interface EvaluationWorkerOptions {
  db: Knex;
  due: DueStore;
  evaluator: EntityEvaluator;
  clock: () => Millis;
}

/** Takes due entities from the queue; any number of them may run against one database. @internal */
export class EvaluationWorker {
  static create(options: EvaluationWorkerOptions): EvaluationWorker {
    return new EvaluationWorker(options);
  }

  /** Entities evaluated since the database last counted its rows. */
  private uncounted = 0;

  private recountAfter = RECOUNT.first;

  private constructor(private readonly options: EvaluationWorkerOptions) {}

  /**
   * Evaluates one batch.
   *
   * @returns how many entities it took; zero when the queue has nothing for us
   */
  async runOnce(): Promise<number> {
    const { db, due, evaluator, clock } = this.options;
    await inTransaction(db, trx => due.takeNudges(trx, clock(), NUDGES));
    const taken = await inTransaction(db, async trx => {
      const now = clock();
      const claimed = await due.claim(trx, now, EVALUATION_BATCH);
      if (claimed.length === 0) return 0;
      const causes = new Map(
        claimed.map(({ entityRef, cause }) => [entityRef, cause]),
      );
      await evaluator.evaluate(trx, {
        entityRefs: [...causes.keys()],
        now,
        cause: entityRef => causes.get(entityRef) ?? 'time',
      });
      return claimed.length;
    });
    this.uncounted += taken;
    if (taken === 0 && this.uncounted >= this.recountAfter) {
      this.uncounted = 0;
      this.recountAfter = Math.min(2 * this.recountAfter, RECOUNT.most);
      await refreshStatistics(db);
    }
    return taken;
  }
}
