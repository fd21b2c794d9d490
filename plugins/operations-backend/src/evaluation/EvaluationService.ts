import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { inTransaction } from '../database/inTransaction';
import { EntityStore } from '../entities/EntityStore';
import { LedgerChange, LedgerListener } from '../ledger/LedgerListener';
import {
  ScorecardChange,
  ScorecardListener,
} from '../scorecards/ScorecardListener';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import { EffectiveSettings, SettingsStore } from '../settings/SettingsStore';
import { ChangeCause } from './codes';
import { DueStore } from './DueStore';
import { EntityEvaluator } from './EntityEvaluator';
import { scopesNamed } from './scopesRead';

/** Entities that are evaluated in the transaction of their evidence; larger batches go through the queue. */
const INLINE_LIMIT = 25;

/** Options of {@link EvaluationService.create}. @internal */
export interface EvaluationServiceOptions {
  db: Knex;
  evaluator: EntityEvaluator;
  entities: EntityStore;
  due: DueStore;
  settings: SettingsStore;
  /** The rules in force as this process last saw them. */
  scorecards: () => readonly ActiveScorecard[];
  clock: () => Millis;
  /** Tells the worker of this process that the queue has something. */
  wake?: () => void;
}

/** Keeps stored verdicts in step with evidence, catalog, rules and time. @internal */
export class EvaluationService implements LedgerListener, ScorecardListener {
  static create(options: EvaluationServiceOptions): EvaluationService {
    return new EvaluationService(options);
  }

  private readonly running = new Map<string, Promise<void>>();

  private constructor(private readonly options: EvaluationServiceOptions) {}

  async onEvidence(trx: Knex.Transaction, change: LedgerChange): Promise<void> {
    const { evaluator, due, wake } = this.options;
    const { entityRefs, at, cause } = change;
    if (cause === 'evidence' && entityRefs.length <= INLINE_LIMIT) {
      await evaluator.evaluate(trx, { entityRefs, now: at, cause });
    } else {
      await due.nudge(trx, entityRefs, cause);
    }
    await this.nudgeDependents(trx, entityRefs);
    wake?.();
  }

  async onScorecard(
    trx: Knex.Transaction,
    change: ScorecardChange,
  ): Promise<void> {
    await this.options.due.nudgeAll(trx, change.at, 'policy');
    this.options.wake?.();
  }

  /** Evaluates everything again where settings or the code itself have changed since the last start. */
  async applySettings(effective: EffectiveSettings): Promise<void> {
    const { db, settings, due, clock, wake } = this.options;
    await inTransaction(db, async trx => {
      const now = clock();
      if (await settings.apply(trx, effective, now)) {
        await due.nudgeAll(trx, now, 'policy');
        wake?.();
      }
    });
  }

  /** Evaluates after a decision or waiver, in its transaction, so that the answer shows its effect. */
  async afterDecision(
    trx: Knex.Transaction,
    entityRef: string,
    cause: Extract<ChangeCause, 'decision' | 'waiver'>,
    now: Millis,
  ): Promise<void> {
    await this.options.evaluator.evaluate(trx, {
      entityRefs: [entityRef],
      now,
      cause,
    });
  }

  /**
   * Evaluates one entity now, because a reader found its result outdated.
   *
   * @remarks Readers of one process share the work; readers of other processes wait for the lock and then find it done.
   */
  async refresh(entityRef: string, force = false): Promise<void> {
    const pending = this.running.get(entityRef);
    if (pending) {
      await pending;
      return;
    }
    const { db, evaluator, clock } = this.options;
    const work = inTransaction(db, trx =>
      evaluator.evaluate(trx, {
        entityRefs: [entityRef],
        now: clock(),
        cause: 'time',
        onlyDue: !force,
        bodies: true,
      }),
    )
      .then(() => {})
      .finally(() => this.running.delete(entityRef));
    this.running.set(entityRef, work);
    await work;
  }

  /** Rules of other entities may read the facts of these. */
  private async nudgeDependents(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
  ): Promise<void> {
    const { entities, due, scorecards } = this.options;
    const scopes = [
      ...new Set(
        scorecards().flatMap(({ scorecard }) => scopesNamed(scorecard)),
      ),
    ];
    if (scopes.length === 0) return;
    const dependents = await entities.dependents(trx, entityRefs, scopes);
    await due.nudge(trx, dependents, 'dependency');
  }
}
